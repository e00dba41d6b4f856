import Foundation
import Privacy
import Testing

@testable import PrivacySQLite

struct BackupFolderTests {
    private let folder: ScratchFolder
    private let shop: ShopID
    private let backups: BackupFolder

    init() throws {
        folder = try ScratchFolder()
        shop = .random()
        backups = BackupFolder(data: folder.path, shop: shop)
    }

    @Test func `a name says when, and is sorted by that`() throws {
        let name = SnapshotName(created: 1_795_576_231)
        #expect(name.text.hasPrefix("2026-11-25T03-10-31Z-"))
        #expect(SnapshotName(name.text) == name)
        #expect(SnapshotName(created: 0).text.hasPrefix("1970-01-01T00-00-00Z-"))
        #expect(SnapshotName(created: 999_999_999) < SnapshotName(created: 1_000_000_000))
    }

    @Test(arguments: [
        "", "..", "2026-11-25T03-10-31Z-0a1b2c3", "2026-11-25T03-10-31Z-0A1B2C3D",
        "2026-11-25T03:10:31Z-0a1b2c3d", "2026-11-25T03-10-31Z-0a1b2c3d0",
        "../6-11-25T03-10-31Z-0a1b2c3d", "２026-11-25T03-10-31Z-0a1b2",
    ])
    func `what is no name is refused`(text: String) { #expect(SnapshotName(text) == nil) }

    @Test func `folders are the owner's alone`() throws {
        try backups.make()
        try backups.make()
        #expect(try folder.mode("backups") == 0o700)
        #expect(try folder.mode("backups/\(shop.text)") == 0o700)
        try BackupFolder(registryIn: folder.path).make()
        #expect(try folder.mode("registry-backups") == 0o700)
    }

    @Test func `a folder that was never made is empty`() throws {
        #expect(try backups.names() == [])
        try backups.removeLeftovers()
        _ = try backups.takeAll()
    }

    @Test func `what a crash has left is removed, and nothing else`() throws {
        try backups.make()
        let name = try add(created: 1_000)
        let other = SnapshotName(created: 2_000)
        for suffix in ["partial", "privacy.db", "privacy.db-wal", "ledger.db", "ledger.db-shm"] {
            try folder.write([1], to: relative(backups.temporaryPath(for: other, suffix)))
        }
        try folder.write([1], to: relative(backups.temporaryPath(for: name, "partial")))
        try folder.write([1], to: "backups/\(shop.text)/notes of the operator.txt")
        #expect(try backups.names() == [name])
        try backups.removeLeftovers()
        #expect(
            try folder.entries("backups/\(shop.text)") == [
                "\(name.text).oblio-backup", "notes of the operator.txt",
            ])
    }

    @Test func `what could not be overwritten any more is left for the next start`() throws {
        try backups.make()
        let name = SnapshotName(created: 1_000)
        let ending = BackupFolder(data: folder.path, shop: shop) { false }
        for (backups, isGoingOn) in [(ending, false), (backups, true)] {
            try folder.write([1], to: relative(backups.temporaryPath(for: name, "privacy.db")))
            try backups.removeTemporary(for: name, "privacy.db")
            let isLeft = try !folder.entries("backups/\(shop.text)").isEmpty
            #expect(isLeft == !isGoingOn)
        }
    }

    @Test func `the newest are kept`() throws {
        try backups.make()
        let names = try (1...5).map { try add(created: $0 * 1_000) }
        #expect(try backups.names() == names)
        let removed = try backups.removeOldest(keeping: 2, and: names[4])
        #expect(removed == names[..<3].map { $0.text + ".oblio-backup" })
        #expect(try backups.names() == Array(names[3...]))
        #expect(try backups.removeOldest(keeping: 2, and: names[4]).isEmpty)
    }

    /// The clock may have been set back.
    @Test(arguments: [0, 1])
    func `the one just made is kept, whatever the clock says`(count: Int) throws {
        try backups.make()
        let old = try (1...3).map { try add(created: $0 * 1_000) }
        let new = try add(created: 500)
        #expect(try backups.removeOldest(keeping: count, and: new).count == old.count)
        #expect(try backups.names() == [new])
    }

    @Test func `the list says of each what it is, or what is wrong with it`() throws {
        try backups.make()
        let seal = Seal(secret: [1, 2, 3])
        let name = SnapshotName(created: 1_000)
        try SnapshotWriter(folder: backups, seal: seal).write(
            SnapshotContents(
                shop: shop, created: 1_000, position: 4,
                chain: .init(sequence: 0, hash: AuditChain.start),
                paths: [
                    .ledger: try folder.write([1], to: "ledger"),
                    .privacy: try folder.write([2], to: "privacy"),
                ]), as: name, for: .backup)
        let broken = try add(created: 2_000)
        let list = try backups.snapshots(sealedWith: seal)
        #expect(list.map(\.name) == [name, broken])
        #expect(try list[0].manifest.get().position == 4)
        #expect(throws: PrivacyError.self) { try list[1].manifest.get() }
    }

    @Test func `the folder goes with everything in it`() throws {
        try backups.make()
        _ = try add(created: 1_000)
        try folder.write([1], to: "backups/\(shop.text)/other")
        _ = try backups.takeAll()
        #expect(try folder.entries("backups").isEmpty)
    }

    private func add(created: Int64) throws -> SnapshotName {
        let name = SnapshotName(created: created)
        try folder.write([1], to: relative(backups.path(of: name)))
        return name
    }

    private func relative(_ path: String) -> String {
        String(path.dropFirst(folder.path.count + 1))
    }
}
