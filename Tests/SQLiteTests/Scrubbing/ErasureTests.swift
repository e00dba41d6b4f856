import Foundation
import SQLite
import Testing

struct ErasureTests {
    @Test(arguments: [512, 1024, 4096, 16384, 65536])
    func `nothing of the forgotten is left in a file that is scrubbed`(pageSizeBytes: Int) throws {
        try expectErasure(.init(pageSizeBytes: pageSizeBytes))
    }

    @Test func `nothing of the forgotten is left in a file that is mapped`() throws {
        try expectErasure(.init(mapsMemory: true))
    }

    /// Without this the tests above could not fail.
    @Test(arguments: [512, 1024, 4096])
    func `something is left in a file that is not scrubbed`(pageSizeBytes: Int) throws {
        let experiment = try ErasureExperiment(.init(pageSizeBytes: pageSizeBytes, scrubs: false))
        try experiment.run()
        #expect(!experiment.leftInFile.isEmpty)
    }

    @Test func `a writer that keeps its pages brings old gaps back into the log`() throws {
        let experiment = try ErasureExperiment(.init(releasesMemory: false))
        try experiment.run()
        #expect(!experiment.returnedToLog.isEmpty)
    }

    @Test(
        .enabled(if: ProcessInfo.processInfo.environment["OBLIO_LONG_TESTS"] != nil),
        arguments: 1...12, [512, 1024, 2048, 4096, 8192, 16384, 32768, 65536])
    func `nothing is left among thousands, whatever the seed`(
        seed: UInt64, pageSizeBytes: Int
    ) throws {
        try expectErasure(
            .init(
                pageSizeBytes: pageSizeBytes, mapsMemory: seed.isMultiple(of: 3), subjects: 4000,
                rounds: 8, seed: seed))
    }

    private func expectErasure(_ settings: ErasureExperiment.Settings) throws {
        let experiment = try ErasureExperiment(settings)
        try experiment.run()
        #expect(experiment.forgotten.count > settings.subjects / 2)
        #expect(experiment.leftInFile.isEmpty)
        #expect(experiment.returnedToLog.isEmpty)
        #expect(try experiment.writer.pragma("integrity_check") == "ok")
    }
}
