import Glibc
import Testing

@testable import Administration

struct FolderCheckTests {
    @Test(arguments: [0o755, 0o770, 0o701, 0o740] as [mode_t])
    func `a folder that others may enter or list is a problem`(mode: mode_t) async throws {
        try await Patient.with { patient in
            try patient.setMode(mode, of: "")
            let findings = FolderCheck().findings(in: patient.deployment())
            #expect(findings[0].level == .problem)
            #expect(findings[0].message.contains("chmod 700 \(patient.path)"))
            try patient.setMode(0o700, of: "")
            #expect(FolderCheck().findings(in: patient.deployment())[0].level == .ok)
        }
    }

    @Test func `a folder that is not there, or is a file, is a problem`() async throws {
        try await Patient.with { patient in
            try patient.makeFile("file")
            for name in ["/none", "/file"] {
                let deployment = Deployment(
                    folder: patient.path + name,
                    values: SettingValues(flags: [:], environment: [:]), now: 0)
                #expect(FolderCheck().findings(in: deployment).level == .problem)
            }
        }
    }

    @Test(
        arguments: [
            (0, 0, Finding.Level.warning), (7, 7, .ok), (7, 0, .warning), (0, 7, .problem),
            (8, 7, .problem),
        ] as [(uid_t, uid_t, Finding.Level)])
    func `the owner should run it, and should not be root`(
        owner: uid_t, user: uid_t, level: Finding.Level
    ) {
        #expect(FolderCheck().owner(owner, user: user).level == level)
    }

    @Test(arguments: [0o640, 0o604] as [mode_t])
    func `a file that others may read is a problem`(mode: mode_t) async throws {
        try await Patient.with { patient in
            try patient.makeFolder("shops")
            try patient.makeFile("shops/privacy.db")
            #expect(FilesCheck().findings(in: patient.deployment()).level == .ok)
            try patient.setMode(mode, of: "shops/privacy.db")
            let findings = FilesCheck().findings(in: patient.deployment())
            #expect(findings.level == .problem)
            #expect(findings[0].message.contains("shops/privacy.db"))
        }
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give a file away"))
    func `a file of another user is a problem`() async throws {
        try await Patient.with { patient in
            try patient.makeFile("registry.db")
            try #require(unsafe chown(patient.path + "/registry.db", 12_345, 12_345) == 0)
            let findings = FilesCheck().findings(in: patient.deployment())
            #expect(findings.map(\.level) == [.problem])
        }
    }
}
