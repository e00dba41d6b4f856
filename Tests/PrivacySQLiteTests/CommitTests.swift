import Privacy
import PrivacySQLite
import Testing

struct CommitTests {
    @Test func `a call that fails takes nobody along and leaves nothing`() async throws {
        let test = try TestShop()
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<400 {
                group.addTask {
                    guard number % 10 == 0 else {
                        try await test.apply(.click("v", String(number)))
                        return true
                    }
                    do {
                        try await test.apply(
                            .click("v", "of a call that fails"),
                            .parcel(ParcelRecord(order: id(404))))
                        return true
                    } catch let error as PrivacyError where error.code == .unknownRecord {
                        return false
                    }
                }
            }
            var applied = 0
            for try await isApplied in group where isApplied { applied += 1 }
            #expect(applied == 360)
        }
        let clicks = try await test.report(visitor: "v").clicks
        #expect(clicks.count == 360 && Set(clicks).count == 360)
        let statistics = test.store.statistics
        #expect(statistics.failedJobs == 40 && statistics.committedJobs == 360)
        #expect(statistics.queuedJobs == 0)
    }

    @Test func `calls that wait together share a commit`() async throws {
        let test = try TestShop { $0.writerThreads = 1 }
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<500 {
                group.addTask { _ = try? await test.apply(.click("v\(number)", "1")) }
            }
        }
        #expect(test.store.statistics.committedJobs == 500)
        #expect(test.store.statistics.commits < 500)
    }

    @Test func `what was applied is there after the store was closed and opened again`()
        async throws
    {
        let test = try TestShop()
        try await test.apply(.click("v", "1"))
        test.store.close()
        let again = SQLiteStoreReopening(test)
        #expect(try await again.clicks(visitor: "v") == ["Clicked product 1"])
    }
}
