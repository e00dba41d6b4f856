import Glibc
import Testing

@testable import Administration

struct DiskCheckTests {
    @Test(
        arguments: [
            (0xEF53, Finding.Level.ok), (0x5846_5342, .ok), (0x9123_683E, .warning),
            (0x794C_7630, .warning), (0x6969, .problem), (0xFF53_4D42, .problem),
            (0x6573_5546, .problem), (0x0102_1994, .problem), (0x1234_5678, .warning),
        ] as [(UInt32, Finding.Level)])
    func `a local disk is fine, a network or memory is not`(magic: UInt32, level: Finding.Level) {
        #expect(FileSystemCheck().finding(on: FileSystemKind(magic: magic)).level == level)
    }

    @Test(.enabled(if: unsafe access("/dev/shm", W_OK) == 0))
    func `memory is recognised where it is mounted`() {
        let deployment = Deployment(
            folder: "/dev/shm", values: SettingValues(flags: [:], environment: [:]), now: 0)
        let findings = FileSystemCheck().findings(in: deployment)
        #expect(findings.level == .problem)
        #expect(findings[0].message.contains("tmpfs"))
    }

    @Test(
        arguments: [
            (0, 0, Finding.Level.problem), (SpaceCheck.leastBytes, 0, .warning),
            (SpaceCheck.lowBytes, 0, .ok), (SpaceCheck.lowBytes, SpaceCheck.lowBytes + 1, .warning),
        ] as [(Int64, Int64, Finding.Level)])
    func `there must be room for a copy`(free: Int64, data: Int64, level: Finding.Level) {
        #expect(SpaceCheck().finding(freeBytes: free, dataBytes: data).level == level)
    }

    @Test(
        arguments: [
            (0, Finding.Level.problem), (SpaceCheck.leastFiles, .warning),
            (SpaceCheck.lowFiles, .ok),
        ] as [(Int64, Finding.Level)])
    func `files must be left to be made`(free: Int64, level: Finding.Level) {
        #expect(SpaceCheck().finding(freeFiles: free).level == level)
    }

    @Test func `a disk without a limit is no overflow`() {
        #expect(SpaceCheck.bytes(10, of: 4_096) == 40_960)
        #expect(SpaceCheck.bytes(.max, of: 4_096) == .max)
        #expect(SpaceCheck.bytes(.max, of: 1) == .max)
    }

    @Test func `the data are counted`() async throws {
        try await Patient.with { patient in
            try patient.makeFolder("shops")
            try patient.makeFile("shops/a")
            try patient.makeFile("b")
            #expect(patient.deployment().files.bytes == 2)
            #expect(SpaceCheck().findings(in: patient.deployment()).count == 2)
        }
    }

    @Test(
        arguments: [
            (0, Finding.Level.warning), (100, .ok), (8_000, .ok), (20_001, .warning),
        ] as [(Int64, Finding.Level)])
    func `a sync is neither slow nor feigned`(time: Int64, level: Finding.Level) {
        #expect(SyncCheck().finding(medianMicroseconds: time).level == level)
    }

    @Test func `a sync leaves no file`() async throws {
        try await Patient.with { patient in
            let findings = SyncCheck().findings(in: patient.deployment())
            #expect(findings.count == 1)
            #expect(findings.level != .problem)
            #expect(FolderEntries.names(in: patient.path).isEmpty)
        }
    }

    @Test func `a folder that is not mounted is a problem`() {
        let missing = Deployment(
            folder: "/proc/none", values: SettingValues(flags: [:], environment: [:]), now: 0)
        #expect(SyncCheck().findings(in: missing).level == .problem)
        #expect(SpaceCheck().findings(in: missing).level == .problem)
        #expect(FileSystemCheck().findings(in: missing).level == .problem)
    }
}
