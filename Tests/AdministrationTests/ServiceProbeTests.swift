import Testing

@testable import Administration

struct ServiceProbeTests {
    @Test func `a service that serves is ready, and one that stopped is not`() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        var url = ""
        try await Place.withService(at: folder.path + "/data") { service in
            url = service.url
            let notices = try ServiceProbe(of: ServiceAddress(url: url)).notices()
            #expect(notices.isEmpty)
        }
        let probe = try ServiceProbe(of: ServiceAddress(url: url))
        let error = #expect(throws: AdministrationError.self) { try probe.notices() }
        #expect(error?.message.contains(url) == true)
        #expect(!probe.isAnswered(seconds: 1))
    }

    @Test(
        arguments: [
            ("http://127.0.0.1:8080", "127.0.0.1", 8_080), ("http://[::1]:81/", "::1", 81),
            ("http://[::1]", "::1", 80), ("http://oblio:9/ready", "oblio", 9),
            ("http://a", "a", 80),
        ] as [(String, String, UInt16)])
    func `an address is a URL`(url: String, host: String, port: UInt16) throws {
        #expect(try ServiceAddress(url: url) == ServiceAddress(host: host, port: port))
    }

    @Test(arguments: [
        "https://privacy.example.com", "127.0.0.1:8080", "http://", "http://:80", "http://a:0",
        "http://a:65536", "http://a:x",
    ])
    func `anything else is refused`(url: String) {
        let error = #expect(throws: AdministrationError.self) { try ServiceAddress(url: url) }
        #expect(error?.code == .usage)
    }

    @Test(arguments: [
        ("0.0.0.0", "http://127.0.0.1:7"), ("::", "http://[::1]:7"),
        ("localhost", "http://localhost:7"),
    ])
    func `a server at all addresses is asked at this machine's own`(
        host: String, url: String
    ) throws {
        let settings = try ServiceSettings(
            SettingValues(
                flags: [.host: host, .port: "7", .isBehindTLS: "true"], environment: [:]))
        #expect(ServiceAddress(of: settings).description == url)
    }
}
