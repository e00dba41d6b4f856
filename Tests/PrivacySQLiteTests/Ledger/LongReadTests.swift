import Foundation
import Privacy
import SQLite
import Testing

@testable import PrivacySQLite

/// A read that takes long keeps the log from being emptied.
struct LongReadTests {
    @Test func `a forget meanwhile is answered, and purged once the read has ended`() async throws {
        let test = try TestShop { $0.upkeepMilliseconds = 5 }
        let mark = "person-of-a-long-read@shop.example"
        try await test.apply(.customer(1, email: mark), .customer(2, email: "b@x.example"))
        let read = LongRead(test)
        let erasure = try await test.erase(test.subject(nil, 1))
        // It is erased for everybody but that read, and the receipt says that it waits.
        #expect(try await test.report(customer: 1).isEmpty)
        var receipt = try await receipt(erasure, test)
        #expect(receipt.state == .committed && receipt.hasWaited)
        #expect(try stands(mark, test))
        let held = try await read.end()
        #expect(held == 2)
        for _ in 0..<1_000 where receipt.state != .backupsPurged {
            try await Task.sleep(for: .milliseconds(10))
            receipt = try await self.receipt(erasure, test)
        }
        #expect(receipt.state == .backupsPurged && receipt.hasWaited)
        #expect(try !stands(mark, test))
        #expect(test.store.statistics.failedPurges > 0)
        let log = try OpenFile.contents(of: test.files.database + "-wal")
        #expect(!log.isEmpty && log.allSatisfy { $0 == 0 })
    }

    @Test func `what waits is purged with the next forget, and told with it`() async throws {
        let test = try TestShop { $0.upkeepMilliseconds = nil }
        try await test.apply(.customer(1), .customer(2))
        let read = LongRead(test)
        let first = try await test.erase(test.subject(nil, 1))
        #expect(try await receipt(first, test).purged == nil)
        _ = try await read.end()
        let second = try await test.erase(test.subject(nil, 2))
        let (waited, prompt) = (
            try await receipt(first, test), try await receipt(second, test)
        )
        #expect(waited.purged != nil && waited.hasWaited)
        #expect(prompt.purged != nil && !prompt.hasWaited)
    }

    @Test func `no slice of a forget tries a purge that waits`() async throws {
        let test = try await shopOfLongHistory()
        let read = LongRead(test)
        for number in 1...2 { _ = try await test.erase(test.subject(nil, number)) }
        _ = try await read.end()
        #expect(test.store.statistics.failedPurges == 2)
    }

    @Test func `what waits is told too where the next forget is removed in slices`() async throws {
        let test = try await shopOfLongHistory()
        let read = LongRead(test)
        let first = try await test.erase(test.subject(nil, 1))
        _ = try await read.end()
        let second = try await test.erase(test.subject(nil, 2))
        for erasure in [first, second] {
            #expect(try await receipt(erasure, test).purged != nil)
        }
    }

    @Test func `commits after a forget are synced as before it`() async throws {
        let test = try TestShop()
        try await test.forget(customer: 1)
        let level = try await test.store.upkeep(in: test.shop.id) { file in
            try file.writer.pragma("synchronous")
        }
        #expect(level == "2")
    }

    @Test func `forgets that come together are each purged before their answer`() async throws {
        let test = try TestShop { $0.upkeepMilliseconds = nil }
        for number in 1...40 {
            try await test.apply(.customer(number, email: "person-\(number)@shop.example"))
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 1...40 {
                group.addTask {
                    let erasure = try await test.store.erase(
                        test.subject(nil, number), for: Call(origin: .shop, time: 2_000),
                        in: test.shop)
                    #expect(try await receipt(erasure, test).purged != nil)
                }
            }
            try await group.waitForAll()
        }
        #expect(test.store.statistics.purges <= 40)
        let page = try await test.store.audit(of: test.shop, after: 0, limit: 100)
        #expect(page.entries.count { $0.action == "forget" } == 40 && page.faults.isEmpty)
        test.store.close()
        #expect(try !stands("@shop.example", test))
    }

    @Test func `a verification amid forgets finds nothing wrong`() async throws {
        let test = try TestShop { $0.upkeepMilliseconds = nil }
        let call = Call(origin: .shop, time: 2_000)
        for number in 1...300 {
            try await test.apply(.customer(number, email: "person-\(number)@shop.example"))
        }
        async let forgets: Void = {
            for number in 1...300 {
                _ = try await test.store.erase(test.subject(nil, number), for: call, in: test.shop)
            }
        }()
        for _ in 0..<20 {
            #expect(try await test.store.verify(for: call) { _ in }.faults == [])
        }
        try await forgets
    }

    @Test func `a long read of the ledger holds up no other`() async throws {
        let test = try TestShop { $0.upkeepMilliseconds = nil }
        let erasure = try await test.erase(test.subject(nil, 1))
        let use = try test.store.files.acquireBlocking(test.shop.id)
        defer { test.store.files.release(use) }
        let ledger = try use.file.ledger()
        let other = try ledger.readLong { connection in
            _ = try connection.lastErasure()
            return try ledger.read { try $0.receipt(erasure.receipt, of: test.shop.id) }
        }
        #expect(other?.receipt.id == erasure.receipt)
    }

    /// A shop whose second customer is forgotten in slices.
    private func shopOfLongHistory() async throws -> TestShop {
        let test = try TestShop { $0.upkeepMilliseconds = nil }
        try await test.apply(.customer(1), .customer(2), .link("v", customer: 2))
        try await test.apply(
            changes: (0...Connection.mostAtOnce).map { .click("v", "\($0)", at: 1_000) })
        return test
    }

    private func receipt(_ erasure: Erasure, _ test: TestShop) async throws -> ErasureReceipt {
        let document = try #require(
            try await test.store.receipt(
                erasure.receipt, for: Call(origin: .shop, time: 1), in: test.shop))
        return try ReceiptDocument.receipt(in: document.bytes)
    }

    /// Whether a text stands in the shop's file or its log.
    private func stands(_ text: String, _ test: TestShop) throws -> Bool {
        let path = "\(test.folder)/shops/\(test.shop.id.text)/privacy.db"
        return try ["", "-wal"].contains { ending in
            guard FileManager.default.fileExists(atPath: path + ending) else { return false }
            // By another process, since closing a descriptor would drop this one's locks.
            let search = Process()
            search.executableURL = URL(fileURLWithPath: "/bin/grep")
            search.arguments = ["--quiet", "--text", "--fixed-strings", text, path + ending]
            try search.run()
            search.waitUntilExit()
            return search.terminationStatus == 0
        }
    }
}

/// A read transaction on a thread of its own.
private final class LongRead: @unchecked Sendable {
    private let test: TestShop
    private let began = DispatchSemaphore(value: 0)
    private let mayEnd = DispatchSemaphore(value: 0)
    private let hasEnded = DispatchSemaphore(value: 0)
    private var customers = 0

    init(_ test: TestShop) {
        self.test = test
        Thread.detachNewThread { [self] in
            if let use = try? test.store.files.acquireBlocking(test.shop.id) {
                customers = (try? use.file.readLong(read)) ?? -1
                test.store.files.release(use)
            }
            hasEnded.signal()
        }
        began.wait()
    }

    /// Ends it, and gives back how many customers it saw to its end.
    func end() async throws -> Int {
        mayEnd.signal()
        hasEnded.wait()
        return customers
    }

    private func read(_ connection: Connection) throws -> Int {
        _ = try connection.number(of: "SELECT count(*) FROM customer")
        began.signal()
        mayEnd.wait()
        return Int(try connection.number(of: "SELECT count(*) FROM customer"))
    }
}
