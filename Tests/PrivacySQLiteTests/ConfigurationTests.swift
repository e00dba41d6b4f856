import PrivacySQLite
import Testing

struct ConfigurationTests {
    @Test(arguments: [
        (openFiles: 1_024, readers: 2, shops: 42), (openFiles: 1_048_576, readers: 2, shops: 128),
        (openFiles: 64, readers: 8, shops: 1), (openFiles: 3, readers: 0, shops: 1),
    ])
    func `open shops leave half of the descriptors to callers`(
        openFiles: Int, readers: Int, shops: Int
    ) {
        var configuration = SQLiteStore.Configuration()
        configuration.fit(readers: readers, openFiles: openFiles)
        #expect(configuration.maximumOpenShops == shops)
        #expect(configuration.readersPerShop == max(1, readers))
    }
}
