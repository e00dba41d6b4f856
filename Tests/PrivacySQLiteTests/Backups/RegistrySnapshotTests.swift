import Foundation
import Privacy
import SQLite
import Testing

@testable import PrivacySQLite

struct RegistrySnapshotTests {
    private let folder: ScratchFolder
    private let key: RegistryKey
    private let database = Array("the secrets of every shop".utf8)

    init() throws {
        folder = try ScratchFolder()
        key = try RegistryKey(Self.contents)
    }

    private static let contents = Array("Zm9yIGEgdGVzdCBvbmx5LCBub3QgYSBzZWNyZXQ=".utf8)

    @Test func `a registry is encrypted and comes back`() throws {
        let file = try RegistrySnapshot.seal(database, with: key)
        #expect(file.starts(with: Array("OBLIOREG1\n".utf8)))
        #expect(Data(file).range(of: Data(database.prefix(8))) == nil)
        #expect(try RegistrySnapshot.open(file, with: key) == database)
        #expect(try RegistrySnapshot.seal(database, with: key) != file)
    }

    @Test func `another key is refused`() throws {
        let file = try RegistrySnapshot.seal(database, with: key)
        let other = try RegistryKey(Self.contents + [1])
        let error = try #require(throws: PrivacyError.self) {
            try RegistrySnapshot.open(file, with: other)
        }
        #expect(error.code == .invalid && error.message.contains("key"))
    }

    @Test func `every bit counts`() throws {
        let file = try RegistrySnapshot.seal(database, with: key)
        for position in file.indices {
            for bit in 0..<8 {
                var altered = file
                altered[position] ^= 1 << UInt8(bit)
                #expect(throws: PrivacyError.self) {
                    try RegistrySnapshot.open(altered, with: key)
                }
            }
            #expect(throws: PrivacyError.self) {
                try RegistrySnapshot.open(Array(file[..<position]), with: key)
            }
        }
        #expect(throws: PrivacyError.self) { try RegistrySnapshot.open(file + [0], with: key) }
    }

    @Test func `a key that is too short is refused, with what to do`() throws {
        let error = try #require(throws: PrivacyError.self) {
            try RegistryKey([UInt8](repeating: 7, count: 31))
        }
        #expect(error.code == .invalid && error.message.contains("openssl"))
        #expect("\(key)" == "<redacted>")
        var dumped = ""
        dump(key, to: &dumped)
        #expect(!dumped.contains("SymmetricKey"))
    }

    @Test func `line breaks are no key`() throws {
        for key in [
            [UInt8](repeating: 10, count: 64),
            Array("secret".utf8) + Array(repeating: 10, count: 32),
        ] {
            #expect(throws: PrivacyError.self) { try RegistryKey(key) }
        }
        #expect(throws: Never.self) {
            try RegistryKey([UInt8](repeating: 7, count: 30) + [13, 10])
        }
    }

    @Test func `a line break at the key file's end does not matter`() throws {
        let file = try RegistrySnapshot.seal(database, with: key)
        for end in ["\n", "\r\n", "\n\n"] {
            let same = try RegistryKey(Self.contents + Array(end.utf8))
            #expect(try RegistrySnapshot.open(file, with: same) == database)
        }
    }

    @Test func `it lies in a folder of its own, and opens as the database it was`() throws {
        let source = try Connection.writer(path: folder.file("registry.db"))
        try source.execute("CREATE TABLE shop (secret); INSERT INTO shop VALUES ('s3cret-of-shop')")
        let backups = BackupFolder(registryIn: folder.path)
        try backups.make()
        let name = SnapshotName(created: 1_000)
        try RegistrySnapshot.write(
            source.serialize(maximumBytes: RegistrySnapshot.maximumBytes), with: key, as: name,
            in: backups)
        #expect(try folder.entries("registry-backups") == ["\(name.text).oblio-registry"])
        #expect(try folder.mode("registry-backups/\(name.text).oblio-registry") == 0o600)
        let bytes = try RegistrySnapshot.read(backups.path(of: name), with: key)
        let restored = try Connection(
            path: folder.write(bytes, to: "restored.db"), access: .readWrite)
        var rows = try restored.query("SELECT secret FROM shop")
        #expect(try rows.step())
        #expect(rows.text(0) == "s3cret-of-shop")
    }
}
