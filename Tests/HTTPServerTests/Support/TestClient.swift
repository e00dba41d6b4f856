import Glibc

@testable import HTTPServer

/// A client that sends exactly what it is told to, and reads answers strictly.
///
/// Every wait ends after `timeoutSeconds` with an error, so that a server that hangs is a failure.
final class TestClient {
    struct Timeout: Error {}
    struct Closed: Error {}

    // Far more than is needed: on a busy machine the tests wait for each other's threads.
    static let timeoutSeconds = 60

    private let descriptor: FileDescriptor
    private var buffer: [UInt8] = []

    init(_ address: BoundAddress, receiveBufferBytes: Int32? = nil) throws {
        let target: SocketAddress?
        switch address {
        case .tcp(let host, let port): target = SocketAddress(host: host, port: port)
        case .unix(let path): target = SocketAddress(path: path)
        }
        guard let target else { throw Closed() }
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        descriptor = FileDescriptor(
            owning: try systemCall("socket") { socket(target.family, type, 0) })
        var timeout = timeval(tv_sec: Self.timeoutSeconds, tv_usec: 0)
        let timeoutLength = socklen_t(MemoryLayout<timeval>.size)
        unsafe setsockopt(descriptor.number, SOL_SOCKET, SO_RCVTIMEO, &timeout, timeoutLength)
        unsafe setsockopt(descriptor.number, SOL_SOCKET, SO_SNDTIMEO, &timeout, timeoutLength)
        if var bytes = receiveBufferBytes {
            let length = socklen_t(MemoryLayout<Int32>.size)
            unsafe setsockopt(descriptor.number, SOL_SOCKET, SO_RCVBUF, &bytes, length)
        }
        try systemCall("connect") {
            unsafe target.withPointer { unsafe Glibc.connect(descriptor.number, $0, $1) }
        }
    }

    func send(_ text: String) throws {
        try send(Array(text.utf8))
    }

    func send(_ bytes: [UInt8]) throws {
        var start = 0
        while start < bytes.count {
            start += try systemCall("send") {
                unsafe bytes.withUnsafeBytes { source in
                    unsafe Glibc.send(
                        descriptor.number, source.baseAddress?.advanced(by: start),
                        source.count - start, Int32(MSG_NOSIGNAL))
                }
            }
        }
    }

    func shutdownSending() {
        _ = shutdown(descriptor.number, Int32(SHUT_WR))
    }

    /// Has the end of this client be a reset (socket(7), `SO_LINGER`).
    func resetWhenClosed() {
        var option = linger(l_onoff: 1, l_linger: 0)
        _ = unsafe setsockopt(
            descriptor.number, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    /// The next answer; without its body when it answers HEAD.
    func receive(isHead: Bool = false) throws -> TestReply {
        while true {
            if let reply = try TestReply(parsing: &buffer, isHead: isHead) { return reply }
            guard try fill() else { throw Closed() }
        }
    }

    /// Sends a request and waits for its answer.
    func exchange(_ text: String, isHead: Bool = false) throws -> TestReply {
        try send(text)
        return try receive(isHead: isHead)
    }

    /// Everything up to the end of the connection.
    func receiveToEnd() throws -> [UInt8] {
        while try fill() {}
        defer { buffer = [] }
        return buffer
    }

    /// Whether the server has closed, in order and with nothing more to say.
    func isAtEnd() throws -> Bool {
        try buffer.isEmpty && !fill()
    }

    /// Whether these bytes are among those received and not yet taken.
    func hasReceived(_ pattern: [UInt8]) -> Bool {
        TestReply.position(of: pattern, in: buffer, from: 0) != nil
    }

    /// Receives once; false at the end of the connection.
    func fill(atMost limit: Int = 65_536) throws -> Bool {
        var piece = [UInt8](repeating: 0, count: limit)
        do throws(SystemError) {
            let count = try systemCall("recv") {
                unsafe piece.withUnsafeMutableBytes { target in
                    unsafe recv(descriptor.number, target.baseAddress, target.count, 0)
                }
            }
            buffer += piece[..<count]
            return count > 0
        } catch {
            if error.code == EAGAIN { throw Timeout() }
            throw error
        }
    }
}
