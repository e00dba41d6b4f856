import CSQLite
import Glibc

extension Connection {
    /// Moves the log into the database file as a truncating checkpoint does, and makes it void: its header is
    /// overwritten, or, where this connection does not scrub or the log is longer than 128 MB, it is cut.
    ///
    /// What stood in it is gone from the disk after ``overwriteVoidLog()``. As ``checkpoint(_:)`` it tells whether others
    /// were in the way.
    public func voidLog() throws(SQLiteError) -> CheckpointResult {
        try setMakesLogVoid(true)
        defer { try? setMakesLogVoid(false) }
        return try checkpoint(.truncate)
    }

    /// Closes a connection that scrubs, the last to its file, and leaves the log there, void and short, to be gone on with.
    ///
    /// Where somebody else is in the way, or the log is longer than 128 MB, it is removed as SQLite does by itself.
    public func closeKeepingLog() {
        if (try? leaveVoidLog()) != true { _ = try? checkpoint(.truncate) }
        close()
    }

    private func leaveVoidLog() throws(SQLiteError) -> Bool {
        guard try voidLog().isComplete else { return false }
        return try overwriteVoidLog(isLast: true)
    }

    /// Overwrites all of a void log, on the disk too, as its cut is then; false: somebody else has gone on with it.
    ///
    /// Nobody waits for it but who writes. Of a long log the blocks behind the first 512 kB are then given back.
    ///
    /// - Parameter isLast: Whether nothing is written after it: then the log is made short, and marked.
    public func overwriteVoidLog(isLast: Bool = false) throws(SQLiteError) -> Bool {
        // Else a loss of power could leave the header and the first transactions of several: an older state, which
        // would be moved over the file.
        try syncFile(.writeAheadLog)
        guard try sizeBytes(of: .writeAheadLog) > 0 else { return true }
        // Another process that wrote to it now would write where it is overwritten.
        try begin(.immediate)
        defer { rollback() }
        guard try isLogVoid() else { return false }
        let areZerosSynced = try change { $0.areZerosSynced } ?? false
        if try overwriteLog(isWhole: !areZerosSynced) { try syncFile(.writeAheadLog) }
        if isLast {
            try cutLog(to: VoidLog.keptBytes)
            let mark = VoidLog.mark
            try writeFile(.writeAheadLog, mark.span, at: 0)
        } else {
            try cutLog(to: VoidLog.mostBytesLeft)
            _ = try change { ($0.areZerosSynced, $0.isBlank) = (true, true) }
        }
        return true
    }

    private func setMakesLogVoid(_ makesVoid: Bool) throws(SQLiteError) {
        _ = try change { $0.becomesVoid = makesVoid }
    }

    /// Changes what is known of the log; nil: its methods are all SQLite's.
    private func change<R>(_ body: (inout LogMethods.State) -> R) throws(SQLiteError) -> R? {
        var result: R?
        unsafe try perform(on: .writeAheadLog) { file, _ in
            if let state = unsafe LogMethods.state(of: file) {
                result = unsafe body(&state.pointee)
            }
            return SQLITE_OK
        }
        return result
    }

    /// How many bytes of the log this connection, one that scrubs, has written since it last began it anew; 0: it
    /// has written none.
    ///
    /// A log of which all stands in the file is begun anew by the next change.
    public var logBytes: Int64 {
        get throws(SQLiteError) { try change(\.end) ?? 0 }
    }

    private func isLogVoid() throws(SQLiteError) -> Bool {
        var header = [UInt8](repeating: 0, count: WriteAheadLogPages.headerBytes)
        var buffer = header.mutableSpan
        _ = try readFile(.writeAheadLog, at: 0, into: &buffer)
        return header.allSatisfy { $0 == 0 }
    }

    /// Overwrites what is not zero, or all of it; whether something was.
    private func overwriteLog(isWhole: Bool) throws(SQLiteError) -> Bool {
        let zeros = [UInt8](repeating: 0, count: Self.piecesOfLogs)
        var piece = zeros
        var offset: Int64 = 0
        var hasWritten = false
        while true {
            var buffer = piece.mutableSpan
            let count = try readFile(.writeAheadLog, at: offset, into: &buffer)
            guard count > 0 else { return hasWritten }
            if unsafe isWhole || memcmp(piece, zeros, count) != 0 {
                try writeFile(.writeAheadLog, zeros.span.extracting(..<count), at: offset)
                hasWritten = true
            }
            offset += Int64(count)
        }
    }

    /// Gives blocks back that hold zeros, on the disk too.
    private func cutLog(to most: Int64) throws(SQLiteError) {
        guard try sizeBytes(of: .writeAheadLog) > most else { return }
        unsafe try perform(on: .writeAheadLog) { file, methods in
            unsafe methods.xTruncate(file, most)
        }
    }

    private static let piecesOfLogs = 32 << 10
}
