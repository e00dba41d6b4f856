import Foundation
import Testing

@testable import SQLite

/// A log that is emptied without being cut: what SQLite finds in it, and what is left of what stood there.
struct VoidLogTests: PeopleFiles {
    let folder: TemporaryFolder
    private let writer: Connection

    init() throws {
        folder = try TemporaryFolder()
        writer = try Self.writer(in: folder)
    }

    private let header = Data(count: 32)

    @Test func `it is as long as before, counts for nobody, and is zeros in the end`() throws {
        let whole = try bytes("f-wal")
        #expect(try writer.voidLog().isComplete)
        #expect(try bytes("f-wal") == header + whole.dropFirst(32))
        #expect(try found(bytes("f"), bytes("f-wal")) == model())
        #expect(try found(bytes("f"), nil) == model())
        #expect(try writer.overwriteVoidLog())
        #expect(try bytes("f-wal") == Data(count: whole.count))
        // What follows stands in the same room.
        try insert("more", writer)
        #expect(try bytes("f-wal").count == whole.count)
        #expect(try found(bytes("f"), bytes("f-wal")) == model().union(["more"]))
        #expect(try found(bytes("f"), nil) == model())
        #expect(try names(writer) == model().union(["more"]))
    }

    @Test func `whatever of it was overwritten when the machine ended, no older state comes back`()
        throws
    {
        let whole = try bytes("f-wal")
        #expect(try writer.voidLog().isComplete)
        let (file, void) = try (bytes("f"), bytes("f-wal"))
        for _ in 0..<40 {
            var some = void
            for sector in stride(from: 0, to: void.count, by: 512) where Bool.random() {
                some.resetBytes(in: sector..<min(sector + 512, void.count))
            }
            #expect(try found(file, some) == model())
        }
        // With its header it would: that of the first transactions alone.
        try (whole.prefix(whole.count / 2) + Data(count: whole.count / 2))
            .write(to: URL(filePath: folder.file("g-wal")))
        try file.write(to: URL(filePath: folder.file("g")))
        let other = try Connection(path: folder.file("g"), access: .readWrite)
        #expect((try? names(other)) != model())
    }

    @Test(arguments: [-1, 0, 1])
    func `one that is long is overwritten and then cut, one that is very long only cut`(more: Int)
        throws
    {
        let size = Int(VoidLog.mostBytes) + more
        // What stands behind the last transaction counts for nobody.
        let log = try FileHandle(forWritingTo: URL(filePath: folder.file("f-wal")))
        try log.truncate(atOffset: UInt64(size))
        try log.close()
        #expect(try writer.voidLog().isComplete)
        #expect(fileStatus(folder.file("f-wal"))?.sizeBytes == (more > 0 ? 0 : size))
        #expect(try writer.overwriteVoidLog())
        #expect(try bytes("f-wal") == Data(count: more > 0 ? 0 : Int(VoidLog.mostBytesLeft)))
        #expect(try found(bytes("f"), bytes("f-wal")) == model())
    }

    @Test func `a checkpoint that is to cut does, before it and after it`() throws {
        for round in 0..<2 {
            try insert("round \(round)", writer)
            #expect(try writer.checkpoint(.truncate).isComplete)
            #expect(try bytes("f-wal").isEmpty)
            try insert("more \(round)", writer)
            #expect(try writer.voidLog().isComplete)
            #expect(try writer.overwriteVoidLog())
            #expect(try !bytes("f-wal").isEmpty)
        }
    }

    @Test func `it is made void twice as well as once`() throws {
        let count = try bytes("f-wal").count
        for _ in 0..<2 {
            #expect(try writer.voidLog().isComplete)
            #expect(try writer.overwriteVoidLog())
            #expect(try bytes("f-wal") == Data(count: count))
        }
        // What an end between the two left is overwritten later.
        try insert("more", writer)
        #expect(try writer.voidLog().isComplete)
        #expect(try writer.voidLog().isComplete)
        #expect(try writer.overwriteVoidLog())
        #expect(try bytes("f-wal") == Data(count: count))
    }

    @Test func `a connection that does not scrub cuts`() throws {
        let other = try Connection(path: folder.file("f"), access: .readWrite)
        #expect(try names(other) == model())
        #expect(try other.voidLog().isComplete)
        #expect(try bytes("f-wal").isEmpty)
        #expect(try other.overwriteVoidLog())
        try insert("more", writer)
        #expect(try found(bytes("f"), bytes("f-wal")) == model().union(["more"]))
    }

    @Test func `what somebody else wrote to it in the meantime stays`() throws {
        let other = try Connection(path: folder.file("f"), access: .readWrite)
        #expect(try writer.voidLog().isComplete)
        try insert("other's", other)
        let before = try bytes("f-wal")
        #expect(try !writer.overwriteVoidLog())
        #expect(try bytes("f-wal") == before)
        #expect(try names(writer) == model().union(["other's"]))
        #expect(try found(bytes("f"), before) == model().union(["other's"]))
        #expect(try writer.voidLog().isComplete)
        #expect(try writer.overwriteVoidLog())
        #expect(try bytes("f-wal").allSatisfy { $0 == 0 })
    }

    @Test func `while somebody writes it is put off`() throws {
        let other = try Connection(path: folder.file("f"), access: .readWrite)
        #expect(try writer.voidLog().isComplete)
        let before = try bytes("f-wal")
        try other.begin(.immediate)
        let error = try #require(throws: SQLiteError.self) { try writer.overwriteVoidLog() }
        #expect(error.code.primary == .busy)
        #expect(try bytes("f-wal") == before)
        other.rollback()
        #expect(try writer.overwriteVoidLog())
    }

    @Test func `somebody who reads it keeps it`() throws {
        let reader = try Connection(path: folder.file("f"), access: .readOnly)
        let whole = try bytes("f-wal")
        try reader.read { reader in
            #expect(try names(reader) == model())
            try insert("more", writer)
            #expect(try !writer.voidLog().isComplete)
            #expect(try bytes("f-wal").prefix(whole.count) == whole)
            #expect(try names(reader) == model())
        }
        #expect(try writer.voidLog().isComplete)
        #expect(try names(reader) == model().union(["more"]))
    }

    @Test func `nothing of what was deleted is left in file and log`() throws {
        let secret = "somebody who wants to be forgotten"
        try insert(secret, writer)
        try writer.run("DELETE FROM person WHERE name = ?1", .text(secret))
        #expect(try bytes("f-wal").range(of: Data(secret.utf8)) != nil)
        #expect(try writer.voidLog().isComplete)
        #expect(try writer.overwriteVoidLog())
        for name in ["f", "f-wal"] {
            #expect(try bytes(name).range(of: Data(secret.utf8)) == nil)
        }
    }
}
