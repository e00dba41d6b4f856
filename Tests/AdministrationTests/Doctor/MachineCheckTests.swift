import Glibc
import Testing

@testable import Administration

struct MachineCheckTests {
    private static let limits = """
        Limit                     Soft Limit           Hard Limit           Units
        Max core file size        0                    unlimited            bytes
        Max open files            4097                 524288               files
        Max pending signals       unlimited            7                    signals
        """

    @Test func `the limits in effect are read`() {
        #expect(ProcessLimits.soft("Max open files", in: Self.limits) == 4_097)
        #expect(ProcessLimits.soft("Max core file size", in: Self.limits) == 0)
        #expect(ProcessLimits.soft("Max pending signals", in: Self.limits) == .max)
        #expect(ProcessLimits.soft("Max", in: Self.limits) == nil)
    }

    @Test func `those of a running server are its own`() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try await Place.withService(at: folder.path + "/data") { _ in
            let server = try #require(RunningServer(of: folder.path + "/data"))
            #expect(server.limit("Max open files") == ProcessLimits.own(RLIMIT_NOFILE).soft)
        }
        #expect(RunningServer(of: folder.path + "/data") == nil)
    }

    @Test(
        arguments: [
            (255, Finding.Level.problem), (256, .warning), (4_096, .ok), (UInt64.max, .ok),
        ] as [(UInt64, Finding.Level)])
    func `a few open files are too few`(limit: UInt64, level: Finding.Level) {
        #expect(OpenFilesCheck().finding(limit: limit).level == level)
    }

    @Test func `memory may come neither to a core dump nor to a plain swap`() {
        let check = MemoryCheck()
        #expect(check.coreDumps(limit: 0).level == .ok)
        #expect(check.coreDumps(limit: .max).level == .warning)
        #expect(check.swap([]).level == .ok)
        #expect(check.swap(["/dev/sda2"]).level == .warning)
    }

    @Test func `compressed memory and an encrypted swap are no disk`() {
        let table = """
            Filename Type Size Used Priority
            /dev/zram0 partition 1 0 100
            /dev/dm-1  partition 2 0 -2
            /swap.img  file 3 0 -3
            """
        #expect(SwapAreas.plain(in: table) { $0 == "/dev/dm-1" } == ["/swap.img"])
        #expect(SwapAreas.plain(in: "Filename\tType", isEncrypted: SwapAreas.isEncrypted).isEmpty)
    }

    @Test(
        arguments: [
            ("3.36.0", [], Finding.Level.problem), ("3.37.0", [], .ok), ("3.40.1", [], .ok),
            ("4.0", [], .ok), ("3.40.1", ["THREADSAFE=0"], .problem),
        ] as [(String, [String], Finding.Level)])
    func `an old SQLite, or one without threads, is a problem`(
        version: String, options: [String], level: Finding.Level
    ) {
        #expect(LibraryCheck().finding(version: version, options: options).level == level)
    }

    @Test func `this machine has what is needed`() async throws {
        try await Patient.with { patient in
            #expect(LibraryCheck().findings(in: patient.deployment()).level == .ok)
            #expect(KernelCheck().findings(in: patient.deployment())[0].level == .ok)
        }
    }

    @Test(
        arguments: [
            (128, Finding.Level.warning), (1_024, .ok), (nil, .ok),
        ] as [(Int?, Finding.Level)])
    func `few waiting connections are a warning`(most: Int?, level: Finding.Level) {
        #expect(KernelCheck().waiting(most).level == level)
    }

    @Test func `a clock before the newest file is a problem`() async throws {
        try await Patient.with { patient in
            try patient.makeFile("registry.db")
            let now = SystemClock.seconds()
            #expect(ClockCheck().findings(in: patient.deployment(now: now))[0].level == .ok)
            let early = ClockCheck().findings(in: patient.deployment(now: now - 3_600))
            #expect(early[0].level == .problem)
        }
    }

    @Test func `a clock that nobody sets is a warning`() {
        let check = ClockCheck()
        #expect(check.synchronisation(isKnown: true, isSynchronised: false).level == .warning)
        #expect(check.synchronisation(isKnown: true, isSynchronised: true).level == .ok)
        #expect(check.synchronisation(isKnown: false, isSynchronised: true).level == .ok)
    }
}
