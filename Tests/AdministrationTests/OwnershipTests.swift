import Glibc
import Testing

@testable import Administration

struct OwnershipTests {
    @Test func `a command works in the process that has the folder, and is seen there at once`()
        async throws
    {
        try await withFolder { path in
            try await Place.withService(at: path) { service in
                let session = try Session(dataFolder: path)
                defer { session.close() }
                #expect(session.administration is RemoteAdministration)
                let key = try await session.administration.makeShop(named: "Seen")
                let shop = try await service.administration.perform(DescribeShop(shop: key))
                #expect(shop.name == "Seen")
                _ = try await session.administration.perform(
                    SetShopDisabled(shop: key, isDisabled: true))
                #expect(try await service.administration.perform(ListShops()).shops[0].isDisabled)
            }
        }
    }

    @Test func `a command works by itself when nobody has the folder`() async throws {
        try await withFolder { path in
            try await Place.withService(at: path) { _ in }
            let session = try Session(dataFolder: path)
            defer { session.close() }
            #expect(session.administration is LocalAdministration)
        }
    }

    @Test func `a second service on a folder is refused`() async throws {
        try await withFolder { path in
            try await Place.withService(at: path) { _ in
                let error = await #expect(throws: AdministrationError.self) {
                    try await Place.withService(at: path) { _ in }
                }
                #expect(error?.code == .locked)
            }
        }
    }

    @Test func `a service gives its folder back when its port is taken`() async throws {
        try await withFolder { path in
            try await Place.withService(at: path) { first in
                let port = try #require(first.url.split(separator: ":").last)
                let settings = try ServiceSettings(
                    SettingValues(flags: [.port: String(port)], environment: [:]))
                let error = #expect(throws: AdministrationError.self) {
                    _ = try Service(settings, dataFolder: path + "-other")
                }
                #expect(error?.message.contains(port) == true)
            }
            let session = try Session(dataFolder: path + "-other")
            defer { session.close() }
            #expect(session.administration is LocalAdministration)
        }
    }

    @Test func `a folder whose path is too long for a socket address is reached all the same`()
        async throws
    {
        try await withFolder { path in
            let long = path + String(repeating: "x", count: 120)
            #expect(long.utf8.count > DataFolder.maximumSocketPathBytes)
            try await Place.withService(at: long) { _ in
                let session = try Session(dataFolder: long)
                defer { session.close() }
                #expect(session.administration is RemoteAdministration)
                _ = try await session.administration.makeShop()
            }
            let socketIsGone = unsafe access(long + "/control.sock", F_OK) != 0
            #expect(socketIsGone)
        }
    }

    @Test func `a folder that is not there is not made for a look`() async throws {
        try await withFolder { path in
            let error = #expect(throws: AdministrationError.self) {
                _ = try Session(dataFolder: path)
            }
            #expect(error?.message.contains(path) == true)
            let isThere = unsafe access(path, F_OK) == 0
            #expect(!isThere)
        }
    }

    @Test func `a data folder is its owner's alone`() async throws {
        try await withFolder { path in
            try await Place.withService(at: path) { _ in
                for (name, mode) in [
                    ("", 0o700), ("/lock", 0o600), ("/control.sock", 0o600),
                    ("/registry.db", 0o600),
                ] {
                    var status = stat()
                    try #require(unsafe stat(path + name, &status) == 0)
                    #expect(Int(status.st_mode) & 0o777 == mode, "\(name)")
                }
            }
        }
    }

    /// Gives the path of a data folder that is not there yet.
    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let parent = try TemporaryFolder()
        defer { parent.remove() }
        try await body(parent.path + "/data")
    }
}
