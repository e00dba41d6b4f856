import Foundation
import Glibc
import Testing

@testable import SQLite

/// Which logs are taken for void by who reads them, and for void on the disk.
struct FoundLogTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func find(_ content: [UInt8]?) throws -> VoidLog.Found? {
        let name = UUID().uuidString
        try content.map { try Data($0).write(to: URL(filePath: folder.file(name))) }
        return VoidLog.Found(at: folder.file(name))
    }

    @Test func `nothing, zeros, and what is marked are void`() throws {
        #expect(try #require(try find(nil)).sizeBytes == 0)
        for count in [0, 1, 15, 16, 17, 32, 65_535, 65_536, 65_537, 200_000] {
            let zeros = [UInt8](repeating: 0, count: count)
            let found = try #require(try find(zeros))
            #expect(found.sizeBytes == count && !found.isMarked)
            let marked = try #require(try find(VoidLog.mark + zeros))
            #expect(marked.sizeBytes == VoidLog.mark.count + count && marked.isMarked)
        }
    }

    @Test func `any other byte anywhere is found`() throws {
        for count in [1, 16, 17, 40, 65_536, 65_537, 100_000] {
            for place in [0, count / 2, count - 1] {
                var bytes = [UInt8](repeating: 0, count: count)
                bytes[place] = 1
                #expect(try find(bytes) == nil, "\(place) of \(count)")
                // Whoever goes on with one that is marked overwrites its header first.
                let isFound = try find(VoidLog.mark + bytes) == nil
                #expect(isFound == (place < 32 - VoidLog.mark.count), "\(place) of \(count)")
            }
        }
        // A part of the mark is none, nor is one that stands elsewhere.
        #expect(try find(VoidLog.mark.dropLast() + [0]) == nil)
        #expect(try find([0] + VoidLog.mark) == nil)
    }

    @Test func `what is no file of its own is not read`() throws {
        #expect(VoidLog.Found(at: folder.file(".")) == nil)
        let made = unsafe mkfifo(folder.file("pipe"), 0o600)
        #expect(made == 0)
        #expect(VoidLog.Found(at: folder.file("pipe")) == nil)
        let linked = unsafe symlink(folder.file("nothing"), folder.file("link"))
        #expect(linked == 0)
        #expect(VoidLog.Found(at: folder.file("link")) == nil)
    }
}
