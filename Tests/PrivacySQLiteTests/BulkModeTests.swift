import Privacy
import SQLite
import Testing

@testable import PrivacySQLite

struct BulkModeTests {
    @Test
    func `pages are given back at its end, which waits for the log, and a new feed has them again`()
        throws
    {
        let test = try TestShop { $0.upkeepMilliseconds = nil }
        let use = try test.store.files.acquireBlocking(test.shop.id)
        defer { test.store.files.release(use) }
        let (writer, bulk) = (try use.file.writer, BulkMode())
        func memoryAfterMuch() throws -> Int {
            try writer.execute(
                "CREATE TABLE filler(bytes); INSERT INTO filler VALUES (zeroblob(5000000)); DROP TABLE filler"
            )
            return writer.memoryUsedBytes
        }
        #expect(try memoryAfterMuch() < 3_000_000)
        for isLogSeenTo in [false, true] {
            try bulk.begin(writer)
            #expect(try memoryAfterMuch() > 4_000_000)
            try bulk.end(writer) { isLogSeenTo }
            #expect(bulk.isOn == !isLogSeenTo)
            #expect(try memoryAfterMuch() < 3_000_000)
        }
    }

    /// What comes while much is brought in.
    enum Other: CaseIterable {
        case nothing, click, forget, feed, upkeep
    }

    @Test(arguments: Other.allCases)
    func `what brings in much says whether callers wait for it`(other: Other) async throws {
        let test = try TestShop { $0.upkeepMilliseconds = nil }
        let much = (0..<BulkMode.leastChanges).map { Change.click("v", "\($0)") }
        let (begun, goesOn) = (Semaphore(), Semaphore())
        async let holding: Void = test.store.upkeep(in: test.shop.id) { _ in
            begun.signal()
            goesOn.wait()
        }
        while !begun.wait(milliseconds: 0) { try await Task.sleep(for: .milliseconds(1)) }
        let call = Call(origin: .shop, time: 1_000)
        async let bringing = test.store.apply(much, of: call, in: test.shop)
        try await Self.whenQueued(1, test)
        async let coming: Void = Self.come(other, test, much)
        try await Self.whenQueued(other == .nothing ? 1 : 2, test)
        goesOn.signal()
        #expect(try await bringing.othersWait == (other == .click || other == .forget))
        _ = try await (holding, coming)
    }

    private static func whenQueued(_ count: Int, _ test: TestShop) async throws {
        while test.store.statistics.queuedJobs < count {
            try await Task.sleep(for: .milliseconds(1))
        }
    }

    private static func come(_ other: Other, _ test: TestShop, _ much: [Change]) async throws {
        switch other {
        case .nothing: break
        case .click: try await test.apply(.click("v", "1"))
        case .forget: _ = try await test.forget(email: "jane@mail.example")
        case .feed: try await test.apply(changes: much)
        case .upkeep: try await test.store.upkeep(in: test.shop.id) { _ in }
        }
    }
}
