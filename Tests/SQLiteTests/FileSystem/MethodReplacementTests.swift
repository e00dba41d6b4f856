import CSQLite
import Testing

@testable import SQLite

/// One table for all files of the same methods; tables live as long as the process.
struct MethodReplacementTests {
    private nonisolated(unsafe) static let first = unsafe methods(version: 3)
    private nonisolated(unsafe) static let second = unsafe methods(version: 3)
    private nonisolated(unsafe) static let old = unsafe methods(version: 2)
    private nonisolated(unsafe) static let newer = unsafe methods(version: 4)
    private static let replacement = made()
    private static let replacementOfOld = made()
    private static let replacementOfNewer = made()

    /// Methods as a VFS might have them.
    private static func methods(version: Int32) -> UnsafePointer<sqlite3_io_methods> {
        let table = UnsafeMutablePointer<sqlite3_io_methods>.allocate(capacity: 1)
        var methods = sqlite3_io_methods()
        methods.iVersion = version
        unsafe methods.xSync = { _, _ in 7 }
        unsafe table.initialize(to: methods)
        return unsafe UnsafePointer(table)
    }

    private static func made() -> MethodReplacement {
        MethodReplacement { methods in
            unsafe methods.xSync = { _, _ in 8 }
        }
    }

    @Test func `files of the first methods share a table, others are refused`() throws {
        let replaced = unsafe try #require(Self.replacement.methods(for: Self.first))
        // Behind what is ours stands the original.
        let ours = unsafe replaced.table[0].xSync?(nil, 0)
        let theirs = unsafe replaced.table[1].xSync?(nil, 0)
        #expect(ours == 8 && theirs == 7)
        let again = unsafe try #require(Self.replacement.methods(for: Self.first))
        let isSame = unsafe again.table == replaced.table
        let isOtherTaken = unsafe Self.replacement.methods(for: Self.second) != nil
        #expect(isSame && !isOtherTaken)
    }

    @Test func `methods that are older than what is copied are refused, newer ones are cut`() throws
    {
        let isOldTaken = unsafe Self.replacementOfOld.methods(for: Self.old) != nil
        #expect(!isOldTaken)
        let replaced = unsafe try #require(Self.replacementOfNewer.methods(for: Self.newer))
        let version = unsafe replaced.table.pointee.iVersion
        #expect(version == DefaultVFS.structureVersion)
    }
}
