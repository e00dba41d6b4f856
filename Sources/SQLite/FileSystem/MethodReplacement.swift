import CSQLite
import Synchronization

/// Has files use other methods than their own, from one table for all that have the same.
final class MethodReplacement: Sendable {
    private let replace: @Sendable (inout sqlite3_io_methods) -> Void
    private let first = Mutex<FileMethods?>(nil)

    /// - Parameter replace: Puts methods of ours, C functions, in the place of others.
    init(_ replace: @escaping @Sendable (inout sqlite3_io_methods) -> Void) {
        self.replace = replace
    }

    /// The methods for files that have `original`; nil when that is not the table first seen, or older
    /// than what is copied.
    func methods(for original: UnsafePointer<sqlite3_io_methods>) -> FileMethods? {
        let methods = first.withLock { first in
            if first == nil { first = unsafe FileMethods(original, replace) }
            return first
        }
        return unsafe methods?.original == original ? methods : nil
    }

    /// Whether a file has the methods that were put in the place of its own.
    func isMade(in file: UnsafeMutablePointer<sqlite3_file>) -> Bool {
        first.withLock { unsafe $0?.table == file.pointee.pMethods }
    }
}
