import Glibc
import Testing

@testable import Administration

struct ShopCheckTests {
    private static let day: Int64 = 86_400

    @Test func `shops without a registry are a problem, an empty folder is not`() async throws {
        try await Patient.with { patient in
            try patient.makeFolder("shops")
            #expect(await ShopsCheck().findings(in: patient.deployment()).level == .ok)
            try patient.makeFolder("shops/a")
            #expect(await ShopsCheck().findings(in: patient.deployment()).level == .problem)
            try patient.makeFile("registry.db")
            #expect(await ShopsCheck().findings(in: patient.deployment()).level == .ok)
        }
    }

    @Test func `a ledger without its database is a problem`() async throws {
        try await Patient.with { patient in
            for name in ["shops", "shops/a"] { try patient.makeFolder(name) }
            for name in ["registry.db", "shops/a/ledger.db"] { try patient.makeFile(name) }
            #expect(await ShopsCheck().findings(in: patient.deployment()).level == .problem)
            try patient.makeFile("shops/a/privacy.db")
            #expect(await ShopsCheck().findings(in: patient.deployment()).level == .ok)
        }
    }

    @Test func `a running server tells which shops it knows, and that it serves`() async throws {
        try await Patient.with { patient in
            try await Place.withService(at: patient.path) { service in
                _ = try await service.administration.makeShop()
                #expect(await ServerCheck().findings(in: patient.deployment()).level == .ok)
                #expect(await ShopsCheck().findings(in: patient.deployment()).level == .ok)
                try patient.makeFolder("shops/foreign")
                let findings = await ShopsCheck().findings(in: patient.deployment())
                #expect(findings.map(\.level) == [.problem])
                #expect(findings[0].message.contains("shops/foreign"))
            }
            let findings = await ServerCheck().findings(in: patient.deployment())
            #expect(findings == [Finding("server", .ok, "none runs on this folder")])
        }
    }

    @Test func `what a server says of itself is passed on`() {
        let busy = InspectService.Outcome(unavailability: nil, notices: ["a", "b"])
        #expect(ServerCheck().findings(about: busy).map(\.level) == [.warning, .warning])
        let out = InspectService.Outcome(unavailability: "The disk is full.", notices: ["a"])
        #expect(ServerCheck().findings(about: out).map(\.message) == ["The disk is full."])
        #expect(ServerCheck().findings(about: out).level == .problem)
    }

    @Test func `the age of a snapshot is that of its name`() async throws {
        #expect(BackupsCheck.name(of: 1_800_000_000) == "2027-01-15T08-00-00Z")
        try await Patient.with { patient in
            #expect(BackupsCheck().findings(in: patient.deployment()).level == .ok)
            for name in ["shops", "shops/a", "backups", "backups/a", "registry-backups"] {
                try patient.makeFolder(name)
            }
            let none = BackupsCheck().findings(in: patient.deployment())
            #expect(none.map(\.level) == [.warning, .warning])
            let now: Int64 = 1_800_000_000
            let name = BackupsCheck.name(of: now) + "-0123abcd"
            try patient.makeFile("backups/a/\(name).oblio-backup")
            try patient.makeFile("registry-backups/\(name).oblio-registry")
            for (days, level) in [(1, Finding.Level.ok), (3, .warning)] {
                let later = patient.deployment(now: now + Int64(days) * Self.day)
                #expect(BackupsCheck().findings(in: later).map(\.level) == [level, level])
            }
        }
    }

    @Test(arguments: [
        "backups/a/2027-01-15T08-00-00Z-0123abcd.rewrite-privacy", "shops/a/privacy.db.partial",
        "registry-backups/2027-01-15T08-00-00Z-0123abcd.new",
    ])
    func `what was cut off is a warning after a day`(name: String) async throws {
        try await Patient.with { patient in
            for name in ["shops", "shops/a", "backups", "backups/a", "registry-backups"] {
                try patient.makeFolder(name)
            }
            let old = 2 * Self.day
            try patient.makeFile("shops/a/privacy.db", secondsAgo: old)
            try patient.makeFile("backups/a/x.oblio-backup", secondsAgo: old)
            try patient.makeFile("registry-backups/x.oblio-registry", secondsAgo: old)
            try patient.makeFile(name)
            #expect(LeftoversCheck().findings(in: patient.deployment()).level == .ok)
            try patient.makeFile(name, secondsAgo: old)
            let findings = LeftoversCheck().findings(in: patient.deployment())
            #expect(findings.level == .warning)
            #expect(findings[0].message.contains(name))
        }
    }
}
