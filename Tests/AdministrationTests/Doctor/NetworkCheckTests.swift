import Glibc
import Testing

@testable import Administration

struct NetworkCheckTests {
    @Test(
        arguments: [
            ([:], Finding.Level.ok),
            ([.isBehindTLS: "true", .baseURL: "https://p.example.com"], .ok),
            ([.isBehindTLS: "true"], .warning),
            ([.isBehindTLS: "true", .baseURL: "http://p.example.com"], .problem),
            ([.baseURL: "http://p.example.com"], .warning),
            ([.host: "0.0.0.0"], .problem), ([.port: "x"], .problem),
        ] as [([Setting: String], Finding.Level)])
    func `other machines are served by TLS alone`(flags: [Setting: String], level: Finding.Level) {
        let values = SettingValues(flags: flags, environment: [:])
        #expect(AddressCheck().finding(of: values).level == level)
    }

    @Test(
        arguments: [
            ([:], Finding.Level.ok), ([.baseURL: "https://p.example.com"], .warning),
            ([.baseURL: "https://p.example.com", .trustedProxies: "127.0.0.1"], .ok),
            ([.trustedProxies: "nobody"], .problem),
        ] as [([Setting: String], Finding.Level)])
    func `a proxy in front is named`(flags: [Setting: String], level: Finding.Level) {
        let values = SettingValues(flags: flags, environment: [:])
        #expect(CallersCheck().finding(of: values).level == level)
    }

    @Test(arguments: [
        ("10.0.0.1", true), ("172.16.0.1", true), ("172.32.0.1", false), ("192.168.7.7", true),
        ("169.254.1.1", true), ("100.64.0.1", true), ("100.128.0.1", false), ("8.8.8.8", false),
        ("fd00::1", true), ("fe80::1%eth0", true), ("2001:db8::1", false), ("::ffff:1", false),
    ])
    func `addresses that the Internet does not route to are private`(
        text: String, isPrivate: Bool
    ) {
        #expect(NetworkAddress(text: text).isPrivate == isPrivate)
    }

    @Test func `to be reached past the proxy is a problem in public`() {
        let check = ExposureCheck()
        let near = NetworkAddress(text: "10.0.0.1")
        let open = NetworkAddress(text: "8.8.8.8")
        #expect(check.finding([], isContained: false).level == .ok)
        #expect(check.finding([near], isContained: false).level == .warning)
        #expect(check.finding([near], isContained: true).level == .ok)
        #expect(check.finding([near, open], isContained: true).level == .problem)
    }

    @Test(.enabled(if: !NetworkAddress.ofThisMachine().isEmpty, "needs a network"))
    func `a service at all addresses is seen, one at this machine's own is not`() async throws {
        try await Patient.with { patient in
            for (host, isSeen) in [("0.0.0.0", true), ("127.0.0.1", false)] {
                var flags: [Setting: String] = [
                    .host: host, .port: "0", .threads: "1", .isBehindTLS: "true",
                ]
                let settings = try ServiceSettings(SettingValues(flags: flags, environment: [:]))
                let service = try Service(settings, dataFolder: patient.path)
                flags[.port] = service.url.split(separator: ":").last.map(String.init)
                let finding = ExposureCheck().findings(in: patient.deployment(flags: flags))[0]
                await service.stop()
                let isFree = finding.message.hasPrefix("no other machine")
                #expect(isFree != isSeen)
            }
        }
    }
}
