import PrivacySQLite
import Testing

struct ConfigurationTests {
    @Test(arguments: [
        (openFiles: 1_024, readers: 2, shops: 256, connections: 85),
        (openFiles: 1_048_576, readers: 2, shops: 4_096, connections: 160),
        (openFiles: 64, readers: 8, shops: 16, connections: 5),
        (openFiles: 3, readers: 0, shops: 1, connections: 1),
    ])
    func `open shops leave half of the descriptors to callers`(
        openFiles: Int, readers: Int, shops: Int, connections: Int
    ) {
        var configuration = SQLiteStore.Configuration()
        configuration.fit(readers: readers, openFiles: openFiles)
        #expect(configuration.maximumOpenShops == shops)
        #expect(configuration.maximumConnections == connections)
        #expect(configuration.readersPerShop == max(1, readers))
    }
}
