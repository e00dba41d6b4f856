import CSQLite
import Glibc

extension Connection {
    /// Moves the log into the database file as a truncating checkpoint does, and makes it void: cut, or, where this
    /// connection scrubs and the log is not long, its header overwritten.
    ///
    /// What stood in it is gone from the disk after ``overwriteVoidLog()``. As ``checkpoint(_:)`` it tells whether others
    /// were in the way.
    public func voidLog() throws(SQLiteError) -> CheckpointResult {
        try setWish(.void)
        defer { try? setWish(.cut) }
        return try checkpoint(.truncate)
    }

    /// Overwrites all of a void log, on the disk too, as its cut is then; false: somebody else has gone on with it.
    ///
    /// Nobody waits for it but who writes.
    public func overwriteVoidLog() throws(SQLiteError) -> Bool {
        // Else a loss of power could leave the header and the first transactions of several: an older state, which
        // would be moved over the file.
        try syncFile(.writeAheadLog)
        guard try sizeBytes(of: .writeAheadLog) > 0 else { return true }
        // Another process that wrote to it now would write where it is overwritten.
        try begin(.immediate)
        defer { rollback() }
        guard try isLogVoid() else { return false }
        if try overwriteLog() { try syncFile(.writeAheadLog) }
        return true
    }

    private func setWish(_ wish: VoidLog.Wish) throws(SQLiteError) {
        unsafe try perform(on: .writeAheadLog) { file, _ in
            unsafe VoidLog.set(wish, for: file)
            return SQLITE_OK
        }
    }

    private func isLogVoid() throws(SQLiteError) -> Bool {
        var header = [UInt8](repeating: 0, count: WriteAheadLogPages.headerBytes)
        var buffer = header.mutableSpan
        _ = try readFile(.writeAheadLog, at: 0, into: &buffer)
        return header.allSatisfy { $0 == 0 }
    }

    /// Overwrites what is not zero; whether something was.
    private func overwriteLog() throws(SQLiteError) -> Bool {
        let zeros = [UInt8](repeating: 0, count: Self.piecesOfLogs)
        var piece = zeros
        var offset: Int64 = 0
        var hasWritten = false
        while true {
            var buffer = piece.mutableSpan
            let count = try readFile(.writeAheadLog, at: offset, into: &buffer)
            guard count > 0 else { return hasWritten }
            if unsafe memcmp(piece, zeros, count) != 0 {
                try writeFile(.writeAheadLog, zeros.span.extracting(..<count), at: offset)
                hasWritten = true
            }
            offset += Int64(count)
        }
    }

    private static let piecesOfLogs = 32 << 10
}
