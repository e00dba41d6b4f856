import Glibc
import Testing

@testable import HTTPServer

struct UnixSocketTests {
    private static func temporaryPath() -> String {
        "/tmp/http-server-test-\(getpid())-\(UInt64.random(in: 0 ... .max)).sock"
    }

    private static func mode(of path: String) -> mode_t? {
        var status = stat()
        return unsafe lstat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
    }

    @Test func `a socket file is the owner's alone, serves, and is removed at the stop`()
        async throws
    {
        let path = Self.temporaryPath()
        let responder = TestResponder { request in .text("\(request.peer)") }
        try await TestServer.run(responder, at: .unix(path: path)) { server in
            #expect(Self.mode(of: path) == 0o600)
            #expect(server.address == .unix(path: path))
            let reply = try server.connect().exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(reply.text == "local")
        }
        #expect(Self.mode(of: path) == nil)
    }

    @Test func `a socket file left behind is replaced`() async throws {
        let path = Self.temporaryPath()
        let address = try #require(SocketAddress(path: path))
        do {
            let stale = FileDescriptor(
                owning: try systemCall("socket") {
                    socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
                })
            try systemCall("bind") {
                unsafe address.withPointer { unsafe bind(stale.number, $0, $1) }
            }
        }
        #expect(Self.mode(of: path) != nil)
        try await TestServer.run(at: .unix(path: path)) { server in
            let reply = try server.connect().exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(reply.status == 200)
        }
    }

    @Test func `a socket file that somebody listens on is left alone`() async throws {
        let path = Self.temporaryPath()
        try await TestServer.run(at: .unix(path: path)) { server in
            let second = Server(
                configuration: ServerConfiguration(listen: [.unix(path: path)]),
                responder: TestResponder.echo)
            let error = #expect(throws: ServerError.self) { _ = try second.start() }
            #expect(error?.code == .addressInUse)
            let reply = try server.connect().exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(reply.status == 200)
        }
    }

    @Test func `a file that is no socket is not replaced`() throws {
        let path = Self.temporaryPath()
        _ = FileDescriptor(owning: unsafe open(path, O_CREAT | O_WRONLY, 0o600))
        defer { _ = unsafe unlink(path) }
        let server = Server(
            configuration: ServerConfiguration(listen: [.unix(path: path)]),
            responder: TestResponder.echo)
        let error = #expect(throws: ServerError.self) { _ = try server.start() }
        #expect(error?.code == .addressInUse)
        #expect(Self.mode(of: path) == 0o600)
    }

    @Test func `a path that is too long is an error`() throws {
        let server = Server(
            configuration: ServerConfiguration(
                listen: [.unix(path: "/tmp/" + String(repeating: "a", count: 200))]),
            responder: TestResponder.echo)
        let error = #expect(throws: ServerError.self) { _ = try server.start() }
        #expect(error?.code == .addressUnavailable)
    }
}
