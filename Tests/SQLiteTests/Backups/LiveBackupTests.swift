import Foundation
import SQLite
import Testing

/// What is written through the connection that a backup reads comes into the copy.
///
/// SQLite promises it (<https://www.sqlite.org/backup.html>), and the snapshots rest on it.
struct LiveBackupTests {
    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func `a copy holds what was written meanwhile, and nothing that was deleted`(
        seed: UInt64
    ) throws {
        let copy = try LiveCopy(seed: seed)
        try copy.run(pagesPerStep: 20) { try $0.disturbAtRandom() }
        try expectWhole(copy)
        #expect(copy.gone.count > 100)
    }

    @Test(
        .enabled(if: ProcessInfo.processInfo.environment["OBLIO_LONG_TESTS"] != nil),
        arguments: 100...160 as ClosedRange<UInt64>)
    func `a copy is whole, whatever the seed`(seed: UInt64) throws {
        let copy = try LiveCopy(seed: seed, subjects: 4000)
        try copy.run(pagesPerStep: 10) { try $0.disturbAtRandom() }
        try expectWhole(copy)
    }

    /// Or a shop that is written to all the time would never be copied.
    @Test(
        arguments: [
            .add, .change, .delete, .checkpoint, .checkpointAndRelease,
        ] as [LiveCopy.Disturbance])
    func `a commit or checkpoint does not make a backup start over`(
        _ disturbance: LiveCopy.Disturbance
    ) throws {
        let copy = try LiveCopy(seed: 9)
        try copy.run(pagesPerStep: 50) { try $0.disturb(disturbance) }
        #expect(copy.restarts == 0)
        try expectWhole(copy)
    }

    @Test func `the rollback of a change makes a backup start over`() throws {
        let copy = try LiveCopy(seed: 10)
        try copy.run(pagesPerStep: 50, disturbances: 3) { try $0.rollBackOneRow() }
        #expect(copy.restarts == 3)
        try expectWhole(copy)
    }

    @Test func `the rollback of nothing does not make a backup start over`() throws {
        let copy = try LiveCopy(seed: 10)
        try copy.run(pagesPerStep: 50) { copy in
            try copy.source.begin(.immediate)
            copy.source.rollback()
        }
        #expect(copy.restarts == 0)
    }

    @Test(arguments: [.rollback, .rollbackAfterSavepoint] as [LiveCopy.Disturbance])
    func `the rollback of pages that came into the log is carried over`(
        _ disturbance: LiveCopy.Disturbance
    ) throws {
        let copy = try LiveCopy(seed: 13)
        try copy.run(pagesPerStep: 50, disturbances: 3) { try $0.disturb(disturbance) }
        try expectWhole(copy)
    }

    @Test func `a rollback to a savepoint is carried over, without a start anew`() throws {
        let copy = try LiveCopy(seed: 11)
        try copy.run(pagesPerStep: 50) { try $0.disturb(.rollbackToSavepoint) }
        #expect(copy.restarts == 0)
        try expectWhole(copy)
    }

    @Test func `a source that shrinks by a vacuum is carried over`() throws {
        let copy = try LiveCopy(seed: 12)
        try copy.run(pagesPerStep: 50, disturbances: 3) { copy in
            for _ in 0..<4 { try copy.disturb(.delete) }
            try copy.source.execute("VACUUM")
            _ = try copy.source.checkpoint(.truncate)
        }
        try expectWhole(copy)
        #expect(
            try copy.target.sizeBytes(of: .main) == copy.source.sizeBytes(of: .main))
    }

    private func expectWhole(_ copy: LiveCopy) throws {
        _ = try copy.target.zeroFreePages()
        #expect(try copy.rows(copy.source) == copy.rows(copy.target))
        #expect(try copy.target.pragma("integrity_check") == "ok")
        let found = try copy.markers(copy.target)
        #expect(found.count > 100)
        #expect(found.intersection(copy.gone).count == 0)
    }
}
