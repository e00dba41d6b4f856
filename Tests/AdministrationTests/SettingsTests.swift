import Addresses
import Testing

@testable import Administration

struct SettingsTests {
    @Test func `a flag goes before the environment, that before the file`() throws {
        let values = SettingValues(
            flags: [.data: "flag"],
            environment: ["OBLIO_DATA": "environment", "OBLIO_PORT": "2", "OBLIO_HOST": ""],
            file: [.data: "file", .port: "3", .host: "127.0.0.3"])
        #expect(try values.dataFolder() == "flag")
        let settings = try ServiceSettings(values)
        #expect(settings.port == 2)
        #expect(settings.host == "127.0.0.3")
    }

    @Test func `without settings the service listens on this machine alone`() throws {
        let settings = try ServiceSettings(SettingValues(flags: [:], environment: [:]))
        #expect(settings.host == "127.0.0.1")
        #expect(settings.port == ServiceSettings.defaultPort)
        #expect(settings.threads >= 1)
        #expect(settings.baseURL == nil)
        #expect(settings.purgeBackupsWithinHours == 24)
    }

    @Test(arguments: [
        """
        # where everything lies
        data = /var/lib/oblio

        port=9000   # not the usual one
        base_url = https://privacy.example.com/a=b
        behind_tls = true
        """,
        """
        {"data": "/var/lib/oblio", "port": 9000, "threads": null,
         "base_url": "https://privacy.example.com/a=b", "behind_tls": true}
        """,
    ])
    func `a file has lines or is an object`(text: String) throws {
        #expect(
            try ConfigurationFile.settings(in: text) == [
                .data: "/var/lib/oblio", .port: "9000",
                .baseURL: "https://privacy.example.com/a=b", .isBehindTLS: "true",
            ])
    }

    @Test(arguments: [
        "prot = 9000", "port", #"{"prot": 1}"#, #"{"port": [1]}"#, #"{"port": 1"#,
    ])
    func `a file with anything else is refused`(text: String) {
        #expect(throws: AdministrationError.self) { try ConfigurationFile.settings(in: text) }
    }

    @Test(arguments: [
        [Setting.port: "65536"], [.port: "-1"], [.port: "http"], [.threads: "0"],
        [.purgeBackupsWithin: "0"], [.isBehindTLS: "perhaps"], [.baseURL: "privacy.example.com"],
        [.host: "0.0.0.0"],
        [.host: "::"], [.host: "192.0.2.1"], [.host: "127.example.com"],
        [.host: "0.0.0.0", .isBehindTLS: "false"],
        [.trustedProxies: "10.0.0.0/33"], [.trustedProxies: "proxy.example.com"],
        [.connections: "0"], [.connections: "1048577"], [.connectionsPerAddress: "0"],
        [.ratePerAddress: "-1"], [.ratePerAddress: "1000001"], [.ratePerKey: "many"],
        [.limitsLoopback: "2"], [.logFormat: "xml"], [.logRequests: "some"],
        [.securityContact: "security@example.com"], [.securityContact: "mailto:a b@example.com"],
        [.securityContact: "mailto:a@example.com\nExpires: never"],
    ])
    func `values that do not fit are refused`(flags: [Setting: String]) {
        let error = #expect(throws: AdministrationError.self) {
            try ServiceSettings(SettingValues(flags: flags, environment: [:]))
        }
        #expect(error?.code == .usage)
    }

    @Test(arguments: [
        [Setting.host: "127.8.9.10"], [.host: "::1"], [.host: "localhost"],
        [.host: "0.0.0.0", .isBehindTLS: "true"], [.host: "::", .isBehindTLS: "1"],
    ])
    func `this machine, or others behind TLS, may be listened to`(flags: [Setting: String]) throws {
        let settings = try ServiceSettings(SettingValues(flags: flags, environment: [:]))
        #expect(settings.host == flags[.host])
    }

    @Test func `what callers may take has defaults, and 0 means no limit`() throws {
        let standard = try ServiceSettings(SettingValues(flags: [:], environment: [:])).callers
        #expect(standard.ratePerAddress == CallerSettings.defaultRatePerAddress)
        #expect(standard.ratePerKey == nil && standard.trustedProxies.isEmpty)
        let settings = try ServiceSettings(
            SettingValues(
                flags: [
                    .ratePerAddress: "0", .ratePerKey: "5", .connections: "7",
                    .connectionsPerAddress: "3", .limitsLoopback: "true",
                    .trustedProxies: "10.0.0.0/8, ::1",
                ], environment: [:])
        ).callers
        #expect(settings.ratePerAddress == nil && settings.ratePerKey == 5)
        #expect(settings.connections == 7 && settings.connectionsPerAddress == 3)
        #expect(settings.limitsLoopback)
        #expect(settings.trustedProxies.map(\.description) == ["10.0.0.0/8", "::1"])
    }

    @Test(arguments: [
        ("off", [], [200, 404, 500, 503]), ("errors", [500, 503], [200, 301, 404, 429]),
        ("all", [200, 404, 503], []),
    ])
    func `requests are logged by their status`(which: String, logged: [Int], left: [Int]) throws {
        let log = try ServiceSettings(
            SettingValues(flags: [.logRequests: which], environment: [:])
        ).log
        #expect(logged.allSatisfy { $0 >= log.leastStatus })
        #expect(left.allSatisfy { $0 < log.leastStatus })
    }
}
