import JSON
import Testing

@testable import Administration

struct DoctorTests {
    private static func report(of patient: Patient) async throws -> DoctorReport {
        try await Doctor.examine(
            SettingValues(flags: [.data: patient.path, .port: "1"], environment: [:]))
    }

    @Test func `every check has its say, by one line`() async throws {
        try await Patient.with { patient in
            let report = try await Self.report(of: patient)
            #expect(Set(report.findings.map(\.check)).count == 17)
            #expect(report.findings.allSatisfy { !$0.message.contains("\n") })
        }
    }

    @Test func `it changes nothing, with a server and without`() async throws {
        try await Patient.with { patient in
            try await Place.withService(at: patient.path) { service in
                _ = try await service.administration.makeShop()
            }
            let before = patient.deployment().files.entries.map { "\($0)" }
            _ = try await Self.report(of: patient)
            #expect(patient.deployment().files.entries.map { "\($0)" } == before)
        }
    }

    @Test func `the worst finding is the report's`() {
        let good = Finding("a", .ok, "fine")
        let middling = Finding("b", .warning, "look")
        let bad = Finding("c", .problem, "do")
        #expect(DoctorReport(findings: []).level == .ok)
        #expect(DoctorReport(findings: [good, middling]).level == .warning)
        #expect(DoctorReport(findings: [middling, bad, good]).level == .problem)
        #expect(
            JSONWriter.text(of: .object(DoctorReport(findings: [middling]).json))
                == #"{"status":"warning","findings":[{"check":"b","level":"warning","message":"look"}]}"#
        )
    }

    @Test func `without a folder the machine is looked at all the same`() async throws {
        let report = try await Doctor.examine(
            SettingValues(flags: [.data: "/nowhere/at/all"], environment: [:]))
        #expect(report.level == .problem)
        #expect(report.findings.contains { $0.check == "clock" })
        #expect(!report.findings.contains { $0.check == "space" })
    }
}
