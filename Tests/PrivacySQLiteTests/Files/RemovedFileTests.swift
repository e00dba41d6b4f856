import Glibc
import Testing

@testable import PrivacySQLite

/// What is left of a file's bytes once it has no name any more.
struct RemovedFileTests {
    private let folder: ScratchFolder
    private var files: PrivateFolder { PrivateFolder(path: folder.path) }

    init() throws { folder = try ScratchFolder() }

    private func make(_ name: String, bytes: Int) throws -> FileWitness {
        FileWitness(try folder.write([UInt8](repeating: 7, count: bytes), to: name))
    }

    private static let piece = RemovedFile.pieceBytes

    @Test(arguments: [0, 1, piece - 1, piece, piece + 1, 9 * piece + 7])
    func `a file that is deleted is overwritten, all of it`(bytes: Int) throws {
        let witness = try make("some", bytes: bytes)
        try files.remove("some")
        #expect(try folder.entries().isEmpty)
        let left = try witness.bytes
        #expect(left.count == bytes && left.allSatisfy { $0 == 0 })
    }

    @Test func `one that is replaced is overwritten, and what replaces it is not`() throws {
        let (old, new) = (try make("old", bytes: 5_000), try make("new", bytes: 6_000))
        try files.rename("new", to: "old")
        #expect(try folder.entries() == ["old"])
        #expect(try old.bytes == [UInt8](repeating: 0, count: 5_000))
        #expect(try new.bytes == [UInt8](repeating: 7, count: 6_000))
        #expect(try folder.read("old") == new.bytes)
        let another = try make("another", bytes: 10)
        let kept = try #require(try files.exchange("another", for: "old"))
        #expect(try new.bytes == [UInt8](repeating: 7, count: 6_000))
        kept.overwrite { true }
        #expect(try new.bytes == [UInt8](repeating: 0, count: 6_000))
        #expect(try another.bytes == [UInt8](repeating: 7, count: 10))
    }

    @Test func `one that has another name is left`() throws {
        let witness = try make("some", bytes: 5_000)
        #expect(unsafe link(folder.file("some"), folder.file("copy")) == 0)
        try files.remove("some")
        #expect(try witness.bytes == [UInt8](repeating: 7, count: 5_000))
        #expect(try folder.entries() == ["copy"])
        try files.remove("copy")
        #expect(try witness.bytes == [UInt8](repeating: 0, count: 5_000))
    }

    @Test func `one that somebody is copying is left`() throws {
        let witness = try make("some", bytes: 5_000)
        let copying = try OpenFile(reading: folder.file("some"))
        try files.remove("some")
        var bytes = [UInt8](repeating: 0, count: 6_000)
        #expect(try copying.read(into: &bytes) == 5_000)
        #expect(bytes.prefix(5_000).allSatisfy { $0 == 7 })
        #expect(try witness.bytes == Array(bytes[..<5_000]))
    }

    @Test func `what a link leads to is left, and so is what is no file`() throws {
        let witness = try make("precious", bytes: 5_000)
        #expect(unsafe symlink(folder.file("precious"), folder.file("link")) == 0)
        #expect(unsafe mkfifo(folder.file("pipe"), 0o600) == 0)
        for name in ["link", "pipe", "that is not there"] { try files.remove(name) }
        #expect(try witness.bytes == [UInt8](repeating: 7, count: 5_000))
        #expect(try folder.entries() == ["precious"])
    }

    @Test func `it ends when it is to`() throws {
        let piece = Self.piece
        let witness = try make("some", bytes: 2 * piece)
        let removed = try #require(RemovedFile(at: folder.file("some")))
        // As long as it has a name it is left.
        removed.overwrite { true }
        #expect(try witness.bytes[0] == 7)
        #expect(unsafe unlink(folder.file("some")) == 0)
        var asked = 0
        removed.overwrite {
            asked += 1
            return asked == 1
        }
        let left = try witness.bytes
        #expect(asked == 2 && left.count == 2 * piece)
        #expect(left[..<piece].allSatisfy { $0 == 0 } && left[piece...].allSatisfy { $0 == 7 })
    }

    @Test func `of a folder that goes all files are given back`() throws {
        #expect(unsafe mkdir(folder.file("inner"), 0o700) == 0)
        let witnesses = try ["a", "b"].map { try make("inner/\($0)", bytes: 3_000) }
        let removed = try PrivateFolder(path: folder.file("inner")).takeAll()
        #expect(try folder.entries().isEmpty && removed.count == 2)
        #expect(try witnesses.allSatisfy { try $0.bytes.allSatisfy { $0 == 7 } })
        for file in removed { file.overwrite { true } }
        #expect(try witnesses.allSatisfy { try $0.bytes.allSatisfy { $0 == 0 } })
    }
}
