import Administration
import JSON
import Privacy
import Synchronization
import Testing

struct MaintenanceTests {
    @Test(arguments: Place.allCases)
    func `a backup of all shops is restored, and what was forgotten since stays forgotten`(
        place: Place
    ) async throws {
        try await place.withAdministration { administration in
            let keys = [
                try await administration.makeShop(), try await administration.makeShop(),
            ]
            try await importOrder(of: "jane@mail.example", into: keys[0], administration)
            let steps = Steps()
            let outcome = try await administration.perform(
                BackUp(shop: nil, keep: 2, registryKey: nil)
            ) { steps.note($0) }
            #expect(outcome.snapshots.count == 2)
            #expect(outcome.registry == nil)
            #expect(steps.all.contains { $0.hasPrefix("shop 2 of 2: ") })

            let jane = SubjectQuery(email: EmailAddress("jane@mail.example"))
            _ = try await administration.perform(
                EraseSubject(subject: jane, shop: keys[0], isPreview: false))
            let summary = try await administration.perform(
                RestoreSnapshot(path: outcome.snapshots[0].path)
            ) { _ in }
            #expect(summary.shop == outcome.snapshots[0].shop)
            #expect(summary.replayed == 1)
            let report = try await administration.report(
                email: "jane@mail.example", in: keys[0])
            #expect(report["orders"] == .array([]))

            let purge = try await administration.perform(PurgeFiles(backups: true)) { _ in }
            #expect(purge.shops == 2)
            let verified = try await administration.perform(VerifyData()) { _ in }
            #expect(verified.shops == 2)
            #expect(verified.receipts == 1)
            #expect(verified.faults.isEmpty)
        }
    }

    @Test(arguments: Place.allCases)
    func `the registry is brought back by its key into a folder that has none`(
        place: Place
    ) async throws {
        try await place.withAdministration { administration in
            let folder = try TemporaryFolder()
            defer { folder.remove() }
            let key = try await administration.makeShop(named: "Saved")
            try TestFile.write(String(repeating: "k", count: 32), to: folder.path + "/key")
            let registryKey = try RegistryKey(file: folder.path + "/key")
            let outcome = try await administration.perform(
                BackUp(shop: key, keep: nil, registryKey: registryKey)
            ) { _ in }
            let snapshot = try #require(outcome.registry)
            let data = folder.path + "/data"
            _ = try RegistryRestore.run(from: snapshot, key: registryKey, dataFolder: data)
            #expect(throws: AdministrationError.self) {
                try RegistryRestore.run(from: snapshot, key: registryKey, dataFolder: data)
            }
            let session = try Session(dataFolder: data)
            defer { session.close() }
            let shops = try await session.administration.perform(ListShops()).shops
            #expect(shops.map(\.key) == [key])
            let summary = try await session.administration.perform(
                RestoreSnapshot(path: outcome.snapshots[0].path)
            ) { _ in }
            #expect(summary.shop?.text == shops.first?.id)
        }
    }

    @Test(arguments: Place.allCases)
    func `long work that is refused says why`(place: Place) async throws {
        try await place.withAdministration { administration in
            let folder = try TemporaryFolder()
            defer { folder.remove() }
            let path = folder.path + "/none.oblio-backup"
            try TestFile.write("nothing of the kind", to: path)
            let restore = await #expect(throws: AdministrationError.self) {
                try await administration.perform(RestoreSnapshot(path: path)) { _ in }
            }
            #expect(restore?.code == .refused)
            let unknown = await #expect(throws: AdministrationError.self) {
                try await administration.perform(
                    BackUp(shop: "nope", keep: nil, registryKey: nil)
                ) { _ in }
            }
            #expect(unknown?.code == .unknownShop)
            let none = await #expect(throws: AdministrationError.self) {
                try await administration.perform(
                    BackUp(shop: nil, keep: 0, registryKey: nil)
                ) { _ in }
            }
            #expect(none?.code == .usage)
        }
    }

    @Test func `a key file that is too short is refused, and a key never shows itself`() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.path + "/key"
        try TestFile.write(String(repeating: "k", count: 31), to: path)
        #expect(throws: AdministrationError.self) { try RegistryKey(file: path) }
        try TestFile.write(String(repeating: "k", count: 31) + "\n", to: path)
        let key = try RegistryKey(file: path)
        #expect("\(key)" == "<redacted>")
        #expect(Mirror(reflecting: key).children.isEmpty)
    }

    private func importOrder(
        of email: String, into shop: String, _ administration: any Administration
    ) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.path + "/orders.jsonl"
        try TestFile.write(
            #"{"table":"order","id":1,"email":"\#(email)","time":10}"#, to: path)
        _ = try await FileImport(path: path, shop: shop).run(through: administration)
    }

    /// The steps that were reported, on whatever thread.
    private final class Steps: Sendable {
        private let names = Mutex<[String]>([])
        var all: [String] { names.withLock { $0 } }
        func note(_ progress: MaintenanceProgress) { names.withLock { $0.append(progress.step) } }
    }
}
