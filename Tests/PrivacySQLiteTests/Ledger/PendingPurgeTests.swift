import Privacy
import SQLite
import Testing

@testable import PrivacySQLite

/// What one forget's purge says of another's.
struct PendingPurgeTests {
    @Test func `rows whose removal was broken off stay pending though another is purged`()
        async throws
    {
        let test = try TestShop { $0.upkeepMilliseconds = nil }
        try await test.store.upkeep(in: test.shop.id) { file in
            _ = try file.writer
            file.hasRowsLeft = true
        }
        _ = try await test.erase(test.subject(nil, 1))
        // A turn of the upkeep tries again what is pending, and then does this.
        try await test.store.upkeep(in: test.shop.id) { #expect(!$0.hasRowsLeft) }
    }

    @Test func `a look is for no forget after one that is not purged yet`() async throws {
        let test = try TestShop { $0.upkeepMilliseconds = nil }
        for number in 1...3 { _ = try await test.erase(test.subject(nil, number)) }
        try await test.store.upkeep(in: test.shop.id) { file in
            let ledger = try file.ledger().writer
            #expect(try ledger.lastPurged() == 3)
            try ledger.run("UPDATE erasure SET purged = NULL WHERE id = 2")
            #expect(try ledger.lastPurged() == 1)
        }
    }

    @Test func `what a look found unclean is not told as purged with another`() async throws {
        let test = try TestShop { $0.upkeepMilliseconds = nil }
        _ = try await test.erase(test.subject(nil, 1))
        try await test.store.upkeep(in: test.shop.id) { file in
            try file.ledger().writer.run("UPDATE erasure SET purged = NULL")
            (file.isRepairNeeded, file.isLedgerBehind) = (true, true)
        }
        _ = try await test.erase(test.subject(nil, 2))
        try await test.store.upkeep(in: test.shop.id) { file in
            let last = try file.ledger().writer.lastPurged()
            #expect(last == 0 && file.isLedgerBehind)
        }
    }
}
