import Foundation
import JSON
import Privacy
import Testing

@testable import PrivacySQLite

struct SnapshotFileTests {
    private let folder: ScratchFolder
    private let backups: BackupFolder
    private let shop: ShopID
    private let seal = Seal(secret: Array("the secret of one shop".utf8))
    private let ledger = (0..<300).map { UInt8($0 % 7) }
    private let privacy = (0..<200).map { _ in UInt8.random(in: 0...255) }

    init() throws {
        folder = try ScratchFolder()
        shop = .random()
        backups = BackupFolder(data: folder.path, shop: shop)
        try backups.make()
    }

    @Test func `both files come out as they went in`() throws {
        let name = try write()
        let reader = SnapshotReader(path: backups.path(of: name))
        let manifest = try reader.unpack(to: targets, sealedWith: seal)
        #expect(try folder.read("out-ledger") == ledger)
        #expect(try folder.read("out-privacy") == privacy)
        #expect(try folder.mode("out-privacy") == 0o600)
        #expect(manifest.shop == shop && manifest.created == 1_000 && manifest.position == 7)
        #expect(manifest.chain.sequence == 3 && manifest.totalBytes == 500)
        #expect(try reader.manifest(sealedWith: seal) == manifest)
        #expect(try reader.verify(sealedWith: seal) == manifest)
        #expect(try reader.claimedManifest() == manifest)
        #expect(try folder.entries("backups/\(shop.text)") == ["\(name.text).oblio-backup"])
    }

    @Test func `the ledger alone can be unpacked`() throws {
        let name = try write()
        _ = try SnapshotReader(path: backups.path(of: name))
            .unpack(to: [.ledger: folder.file("out")], sealedWith: seal)
        #expect(try folder.read("out") == ledger)
    }

    @Test func `every byte counts`() throws {
        let whole = try Data(contentsOf: URL(filePath: backups.path(of: write())))
        for position in whole.indices {
            var altered = whole
            altered[position] ^= 1 << UInt8.random(in: 0...7)
            try expectRefusal(altered, "byte \(position)")
        }
    }

    @Test func `a snapshot that is cut short is refused`() throws {
        let whole = try Data(contentsOf: URL(filePath: backups.path(of: write())))
        for count in stride(from: 0, to: whole.count, by: 3) {
            try expectRefusal(whole[..<count], "\(count) bytes")
        }
        try expectRefusal(whole + whole, "twice")
    }

    @Test func `another shop's seal is refused, with a word about the registry`() throws {
        let reader = SnapshotReader(path: backups.path(of: try write()))
        let error = try #require(throws: PrivacyError.self) {
            try reader.unpack(to: targets, sealedWith: Seal(secret: [1]))
        }
        #expect(error.code == .invalid && error.message.contains("registry"))
        #expect(try folder.entries() == ["backups"])
    }

    @Test func `a manifest that was written anew is refused`() throws {
        let name = try write()
        let reader = SnapshotReader(path: backups.path(of: name))
        let line = try reader.manifest(sealedWith: seal).line(sealedWith: seal)
        let text = String(decoding: line, as: UTF8.self)
        let others = [
            text.replacing("\"position\":7", with: "\"position\":9"),
            text.replacing("\"bytes\":300", with: "\"bytes\":9000000000000000000"),
            text.replacing("\"bytes\":300", with: "\"bytes\":-1"),
            text.replacing("ledger.db", with: "../../lock"),
            text.replacing("\"created\":1000", with: "\"created\":1e3"),
            text.replacing(",\"position\"", with: ", \"position\""),
            text.replacing("\"seal\":\"", with: "\"seal\":\"00"),
            text.replacing("oblio-backup-1", with: "oblio-backup-2"),
            "[]", "", String(repeating: "x", count: 10_000_000),
        ]
        for other in others {
            #expect(throws: PrivacyError.self) {
                try SnapshotManifest(Array(other.utf8), sealedWith: seal)
            }
            let path = folder.file(UUID().uuidString)
            var writer = try GzipFileWriter(creating: path)
            try writer.write(Array("\(other)\n".utf8).span)
            try writer.write(ledger.span)
            try writer.write(privacy.span)
            _ = try writer.finish()
            try expectRefusal(Data(contentsOf: URL(filePath: path)), String(other.prefix(80)))
        }
    }

    @Test func `more in a snapshot than its manifest says is refused`() throws {
        let name = try write()
        let manifest = try SnapshotReader(path: backups.path(of: name)).manifest(sealedWith: seal)
        let path = folder.file("bomb")
        var writer = try GzipFileWriter(creating: path)
        try writer.write((manifest.line(sealedWith: seal) + [UInt8(ascii: "\n")]).span)
        try writer.write((ledger + privacy).span)
        let zeros = [UInt8](repeating: 0, count: 1 << 20)
        for _ in 0..<64 { try writer.write(zeros.span) }
        _ = try writer.finish()
        let error = #expect(throws: PrivacyError.self) {
            try SnapshotReader(path: path).unpack(to: targets, sealedWith: seal)
        }
        #expect(error?.message.contains("cut short or was altered") == true)
        #expect(try folder.entries() == ["backups", "bomb"])
    }

    @Test(arguments: [true, false])
    func `what was unpacked goes when it is broken off, but not where it could not be overwritten`(
        isStopping: Bool
    ) throws {
        let reader = SnapshotReader(path: backups.path(of: try write()))
        var calls = 0
        #expect(throws: CancellationError.self) {
            try reader.unpack(to: targets, sealedWith: seal) { _ in
                calls += 1
                if calls == 1 || isStopping { throw CancellationError() }
            }
        }
        #expect(try folder.entries().contains { $0.hasPrefix("out-") } == isStopping)
    }

    @Test func `what a restore has unpacked is left where it could not be overwritten`() throws {
        try FileManager.default.createDirectory(
            atPath: folder.file("shops/\(shop.text)"), withIntermediateDirectories: true)
        for isGoingOn in [false, true] {
            let files = ShopFolder(data: folder.path, id: shop) { isGoingOn }
            try folder.write([1], to: "shops/\(shop.text)/\(ShopRestore.privacyPartial)")
            try ShopRestore.removeLeftovers(of: files)
            #expect(try folder.entries("shops/\(shop.text)").isEmpty == isGoingOn)
        }
    }

    @Test func `nothing is unpacked over what is there`() throws {
        let reader = SnapshotReader(path: backups.path(of: try write()))
        try folder.write([1, 2, 3], to: "precious")
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("out-privacy"), withDestinationPath: folder.file("precious"))
        #expect(throws: PrivacyError.self) {
            try reader.unpack(to: targets, sealedWith: seal)
        }
        #expect(try folder.read("precious") == [1, 2, 3])
        // What was unpacked before is gone, what was in the way is not.
        #expect(try folder.entries() == ["backups", "out-privacy", "precious"])
    }

    @Test func `a rewritten snapshot takes the place of the old one`() throws {
        let name = try write()
        try writer.write(contents(position: 8), as: name, for: .rewrite)
        #expect(try backups.names() == [name])
        let manifest = try SnapshotReader(path: backups.path(of: name)).verify(sealedWith: seal)
        #expect(manifest.position == 8)
    }

    @Test func `work that is stopped leaves the old snapshot and nothing beside it`() throws {
        let name = try write()
        let before = try Data(contentsOf: URL(filePath: backups.path(of: name)))
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try writer.write(contents(position: 8), as: name, for: .rewrite) { _ in throw Stop() }
        }
        #expect(try folder.entries("backups/\(shop.text)") == ["\(name.text).oblio-backup"])
        #expect(try Data(contentsOf: URL(filePath: backups.path(of: name))) == before)
    }

    @Test func `progress is told in bytes`() throws {
        var told: [MaintenanceProgress] = []
        let name = SnapshotName(created: 1_000)
        try writer.write(contents(position: 7), as: name, for: .backup) { told.append($0) }
        #expect(told.map(\.done) == [300, 500] && told.allSatisfy { $0.total == 500 })
    }

    private var writer: SnapshotWriter { SnapshotWriter(folder: backups, seal: seal) }

    private var targets: [SnapshotManifest.FileName: String] {
        [.ledger: folder.file("out-ledger"), .privacy: folder.file("out-privacy")]
    }

    private func contents(position: Int64) throws -> SnapshotContents {
        SnapshotContents(
            shop: shop, created: 1_000, position: position,
            chain: .init(sequence: 3, hash: [UInt8](repeating: 9, count: 32)),
            paths: [
                .ledger: try folder.write(ledger, to: "backups/ledger"),
                .privacy: try folder.write(privacy, to: "backups/privacy"),
            ])
    }

    private func write() throws -> SnapshotName {
        let name = SnapshotName(created: 1_000)
        try writer.write(contents(position: 7), as: name, for: .backup)
        return name
    }

    private func expectRefusal(_ bytes: Data, _ what: String) throws {
        let path = folder.file("altered")
        try bytes.write(to: URL(filePath: path))
        #expect(throws: PrivacyError.self, "\(what)") {
            try SnapshotReader(path: path).unpack(to: targets, sealedWith: seal)
        }
        #expect(!FileManager.default.fileExists(atPath: folder.file("out-ledger")), "\(what)")
        #expect(!FileManager.default.fileExists(atPath: folder.file("out-privacy")), "\(what)")
        try FileManager.default.removeItem(atPath: path)
    }
}
