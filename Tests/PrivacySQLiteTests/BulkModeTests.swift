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
}
