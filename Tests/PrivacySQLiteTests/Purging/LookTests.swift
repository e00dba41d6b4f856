import SQLite
import Testing

@testable import PrivacySQLite

/// The look at real files in which people came, changed and were forgotten.
struct LookTests {
    @Test(arguments: [512, 1024, 4096, 16384, 65536], [1, 2] as [UInt64])
    func `nothing is found in a file that is scrubbed`(pageSizeBytes: Int, seed: UInt64) throws {
        let look = try look(pageSizeBytes, scrubs: true, seed)
        #expect(look.residuePages.isEmpty && look.overflowResidue.isEmpty, "seed \(seed)")
        #expect(look.residueErasures.isEmpty && look.mentions.isEmpty, "seed \(seed)")
        #expect(look.malformed.isEmpty && look.brokenChains == 0)
        #expect(look.chains > 0 || pageSizeBytes > 16384)
    }

    /// Without this the test above could not fail.
    @Test(arguments: [512, 1024, 4096, 16384, 65536])
    func `the forgotten are found in a file that is not`(pageSizeBytes: Int) throws {
        let look = try look(pageSizeBytes, scrubs: false, 1)
        #expect(!look.residuePages.isEmpty && look.residueErasures.count > 5)
        #expect(look.malformed.isEmpty && look.brokenChains == 0)
    }

    @Test func `who is named in the record of somebody else is told as that`() throws {
        let experiment = try LookExperiment(pageSizeBytes: 4096, scrubs: true, seed: 3)
        try experiment.run()
        try experiment.mention(experiment.forgotten[17])
        let look = try WholeLook(experiment.database, experiment.scanner)
        #expect(look.mentions == [17] && look.residuePages.isEmpty)
    }

    @Test(arguments: [512, 1024, 4096])
    func `a text in a long payload is found once, wherever its borders are`(
        pageSizeBytes: Int
    ) throws {
        let database = try TemporaryDatabase(pageSizeBytes: pageSizeBytes, scrubs: true)
        let token = "someone.with-a.long_address@example.com"
        let key = TraceKey(secret: [1])
        let scanner = TraceScanner(Trace.traces(of: token, key: key).map { ($0, 1) }, key: key)
        let rows = 400
        try database.connection.write { connection in
            for row in 0..<rows {
                // The last pieces of a payload are full: its borders are told from the end.
                let text =
                    String(repeating: "x", count: pageSizeBytes * row / 160) + token
                    + String(repeating: "y", count: 2 * pageSizeBytes - row % 64)
                try connection.run("INSERT INTO notes (body) VALUES (?)", .text(text))
            }
        }
        try database.truncateLog()
        let look = try WholeLook(database, scanner)
        #expect(look.mentions.count == rows && look.chains == rows)
        #expect(look.brokenChains == 0)
    }

    @Test(arguments: [512, 4096])
    func `the forgotten are found in the log until it is truncated`(pageSizeBytes: Int) throws {
        let database = try TemporaryDatabase(pageSizeBytes: pageSizeBytes, scrubs: true)
        try database.connection.run("INSERT INTO people VALUES ('maria@example.com', 'text')")
        try database.connection.run("DELETE FROM people")
        let key = TraceKey(secret: [1])
        let traces = Trace.traces(of: "maria@example.com", key: key).map { ($0, Int64(1)) }
        let look = PageLook(
            scanner: TraceScanner(traces, key: key), free: try FreePages(of: database.connection))
        let found = try database.frames().flatMap {
            look.lookInLog(at: $0.number, $0.page.span).mentions
        }
        #expect(found.map(\.erasure).contains(1))
        try database.truncateLog()
        #expect(try database.frames().isEmpty)
    }

    private func look(_ pageSizeBytes: Int, scrubs: Bool, _ seed: UInt64) throws -> WholeLook {
        let experiment = try LookExperiment(
            pageSizeBytes: pageSizeBytes, scrubs: scrubs, seed: seed)
        try experiment.run()
        #expect(experiment.forgotten.count > 200)
        return try WholeLook(experiment.database, experiment.scanner)
    }
}
