import Privacy
import SQLite
import Testing

@testable import PrivacySQLite

struct ShopResourcesTests {
    @Test func `the pages of all connections share a bound`() {
        let resources = ShopResources(readersKept: 2)
        for connections in 1...200 {
            resources.connections.add(1)
            #expect(resources.cacheKiB * connections <= 32_000)
            #expect((125...Connection.cacheKiB).contains(resources.cacheKiB))
        }
        resources.connections.add(-184)
        #expect(resources.cacheKiB == Connection.cacheKiB)
    }

    @Test func `where many shops are written to a writer keeps fewer pages after its turn`()
        async throws
    {
        let test = try TestShop { $0.upkeepMilliseconds = nil }
        let files = test.store.files
        let use = try files.acquireBlocking(test.shop.id)
        defer { files.release(use) }
        let writer = try use.file.writer
        for isCrowded in [false, true] {
            if isCrowded {
                for number in 0..<99 {
                    let other = try test.store.createShop(
                        name: "S\(number)", key: nil, privateKey: nil
                    ).shop
                    let use = try files.acquireBlocking(other.id)
                    _ = try use.file.writer
                    files.release(use)
                }
            }
            try writer.execute(
                "CREATE TABLE filler(bytes); INSERT INTO filler VALUES (zeroblob(1500000)); DROP TABLE filler"
            )
            use.file.endTurn()
            #expect((writer.memoryUsedBytes > 1_000_000) == !isCrowded)
        }
    }

    @Test func `a reader that nobody uses gives pages back at the end of a turn`() async throws {
        let test = try TestShop { $0.upkeepMilliseconds = nil }
        try await test.apply(.click("v", "1"))
        test.store.close()
        let (id, resources) = (test.shop.id, ShopResources(readersKept: 2))
        let file = try ShopFile.open(
            id, ShopFolder(data: test.folder, id: id),
            secrets: ShopSecrets(root: Array(repeating: 3, count: 32)), logs: ShopLogs(), resources)
        _ = try file.writer
        defer { file.close() }
        try file.writer.execute(
            "CREATE TABLE filler(bytes); INSERT INTO filler VALUES (zeroblob(1500000))")
        // From the log, which is not mapped.
        try file.read { try $0.execute("SELECT hex(bytes) FROM filler") }
        #expect(try file.read { $0.memoryUsedBytes } > 1_000_000)
        resources.connections.add(100)
        file.endTurn()
        #expect(try file.read { $0.memoryUsedBytes } < 1_000_000)
    }
}
