import Privacy
import SQLite
import Synchronization
import Testing

@testable import PrivacySQLite

/// Somebody with a long history is forgotten in slices.
struct LongHistoryTests {
    private let test: TestShop
    /// As many activities, so that the forget as a whole goes in slices.
    private static let rows = Connection.mostAtOnce + 7

    init() async throws {
        test = try TestShop { $0.upkeepMilliseconds = nil }
        try await test.apply(.customer(1, email: "a@x.example"), .link("v", customer: 1))
        // One a row: together two of them are too long.
        let product = String(repeating: "p", count: ActivityBlock.mostBytes)
        try await test.apply(
            changes: (0..<Self.rows).map { .click("v", "\(product)\($0)", at: 1_000) })
        try await test.apply(.customer(2), .link("w", customer: 2), .click("w", "1"))
    }

    @Test func `every row of it is gone when the forget is answered`() async throws {
        let erasure = try await test.erase(test.subject(nil, 1))
        #expect(erasure.counts.activity == Self.rows)
        #expect(try await rows() == 0)
        let document = try #require(
            try await test.store.receipt(
                erasure.receipt, for: Call(origin: .shop, time: 1), in: test.shop))
        #expect(try ReceiptDocument.receipt(in: document.bytes).state == .purged)
        #expect(try await test.report(customer: 2).clicks.count == 1)
    }

    @Test func `damage to it keeps nobody from being forgotten`() async throws {
        try await test.store.upkeep(in: test.shop.id) { file in
            try file.writer.run("UPDATE activity SET block = x'0001FF' WHERE length(block) > 100")
        }
        await #expect(throws: PrivacyError.self) { try await test.report(customer: 1) }
        let erasure = try await test.erase(test.subject(nil, 1))
        #expect(erasure.counts.activity == Self.rows)
        #expect(try await test.report(customer: 1).isEmpty)
        #expect(try await test.report(customer: 2).clicks.count == 1)
    }

    @Test func `it goes in slices, between which others can be served`() async throws {
        let left = try await test.store.upkeep(in: test.shop.id) { file in
            let span = try longSpan(file.writer)
            try file.writer.write { (connection: Connection) in try connection.doom(span) }
            var left: [Int64] = []
            while try file.writer.doomedSpan() != nil {
                try file.writer.write { (connection: Connection) in
                    _ = try connection.removeDoomedSlice()
                }
                left.append(try longRows(file.writer))
            }
            return left
        }
        #expect(left == [4_007, 3_007, 2_007, 1_007, 7, 0])
    }

    @Test func `what brings in much meanwhile waits for one slice, and not for all`() async throws {
        let pending = test.store.pending
        let left = Mutex<Int64?>(nil)
        try await test.store.upkeep(in: test.shop.id) { file in
            try file.writer.write { (connection: Connection) in
                try connection.doom(try longSpan(connection))
            }
            let queue = WriteQueue()
            _ = queue.append(WriteJob(.sweep(ErasureSweep([], []))) { _ in })
            let change: CommitBatch.Change = { connection in
                let rows = try longRows(connection)
                left.withLock { $0 = rows }
                return []
            }
            _ = queue.append(WriteJob(.change(change, isBulk: true)) { _ in })
            let writer = ShopWriter(file: file, pending: pending, statistics: WriteStatistics())
            while writer.drain(queue) {}
        }
        #expect(left.withLock { $0 } == Int64(Self.rows) - Connection.slicedRows)
        #expect(try await rows() == 0)
    }

    @Test func `calls that come meanwhile lose nothing`() async throws {
        async let erasure = test.erase(test.subject(nil, 1))
        for _ in 0..<20 { try await test.apply(.click("w", "2")) }
        _ = try await erasure
        #expect(try await test.report(customer: 1).isEmpty)
        #expect(try await test.report(customer: 2).clicks.count == 21)
    }

    @Test func `a snapshot from between two slices does not bring the rest back`() async throws {
        let call = Call(origin: .shop, time: 3_000)
        try await test.store.upkeep(in: test.shop.id) { file in
            try file.writer.write { (connection: Connection) in
                try connection.doom(try longSpan(connection))
            }
        }
        let path = try await test.store.backUp(test.shop, keep: nil, for: call) { _ in }.path
        _ = try await test.store.restore(from: path, for: call) { _ in }
        #expect(try await rows() == 0)
    }

    /// The rows of the long history.
    private func rows() async throws -> Int64 {
        try await test.store.upkeep(in: test.shop.id) { file in
            try longRows(file.writer)
        }
    }

    private func longRows(_ connection: Connection) throws -> Int64 {
        try connection.number(
            of: "SELECT count(*) FROM activity WHERE instr(block, CAST('pppp' AS BLOB)) > 0")
    }

    private func longSpan(_ connection: Connection) throws -> Int64 {
        try connection.number(
            of: "SELECT id >> 32 FROM activity WHERE instr(block, CAST('pppp' AS BLOB)) > 0")
    }
}
