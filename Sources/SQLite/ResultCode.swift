import CSQLite

/// A result code of SQLite, extended where SQLite gives an extended one.
///
/// The type is open: a newer library may return codes that have no name here.
/// See <https://www.sqlite.org/rescode.html>.
public struct ResultCode: RawRepresentable, Hashable, Sendable {
    /// The number as SQLite returns it.
    public let rawValue: Int32

    /// Makes a code from SQLite's number.
    public init(rawValue: Int32) {
        self.rawValue = rawValue
    }

    /// The code without its extension: `.constraint` for `.uniqueConstraint`.
    public var primary: ResultCode {
        ResultCode(rawValue: rawValue & 0xFF)
    }
}

extension ResultCode {
    /// The SQL is wrong, or a function it called refused its arguments.
    public static let error = ResultCode(rawValue: SQLITE_ERROR)
    /// The operating system does not allow the access that was asked for.
    public static let permission = ResultCode(rawValue: SQLITE_PERM)
    /// The operation was given up, by a rollback or by the caller.
    public static let abort = ResultCode(rawValue: SQLITE_ABORT)
    /// Another connection holds the lock: try again.
    public static let busy = ResultCode(rawValue: SQLITE_BUSY)
    /// This connection itself is in the way, with an open statement or transaction.
    public static let locked = ResultCode(rawValue: SQLITE_LOCKED)
    /// Memory ran out.
    public static let noMemory = ResultCode(rawValue: SQLITE_NOMEM)
    /// The database cannot be written to.
    public static let readOnly = ResultCode(rawValue: SQLITE_READONLY)
    /// The operation was interrupted.
    public static let interrupt = ResultCode(rawValue: SQLITE_INTERRUPT)
    /// The operating system reported an error of input or output.
    public static let ioError = ResultCode(rawValue: SQLITE_IOERR)
    /// The file is damaged.
    public static let corrupt = ResultCode(rawValue: SQLITE_CORRUPT)
    /// The disk, or the page limit of the database, is full.
    public static let full = ResultCode(rawValue: SQLITE_FULL)
    /// The file cannot be opened.
    public static let cannotOpen = ResultCode(rawValue: SQLITE_CANTOPEN)
    /// The schema changed underneath a statement more often than SQLite retries.
    public static let schema = ResultCode(rawValue: SQLITE_SCHEMA)
    /// A text or blob is longer than SQLite allows.
    public static let tooBig = ResultCode(rawValue: SQLITE_TOOBIG)
    /// A row breaks a constraint; the extended code says of which kind.
    public static let constraint = ResultCode(rawValue: SQLITE_CONSTRAINT)
    /// A value has a type that its column refuses.
    public static let mismatch = ResultCode(rawValue: SQLITE_MISMATCH)
    /// The library was called in a way it does not allow.
    public static let misuse = ResultCode(rawValue: SQLITE_MISUSE)
    /// A parameter's number is out of range: too few or too many values were given.
    public static let range = ResultCode(rawValue: SQLITE_RANGE)
    /// The file is not a database.
    public static let notADatabase = ResultCode(rawValue: SQLITE_NOTADB)
}

extension ResultCode {
    /// A read transaction cannot become a write transaction, for another connection wrote since.
    public static let busySnapshot = ResultCode(rawValue: SQLITE_BUSY | (2 << 8))
    /// A `CHECK` constraint failed.
    public static let checkConstraint = ResultCode(rawValue: SQLITE_CONSTRAINT | (1 << 8))
    /// A `FOREIGN KEY` constraint failed.
    public static let foreignKeyConstraint = ResultCode(rawValue: SQLITE_CONSTRAINT | (3 << 8))
    /// A `NOT NULL` constraint failed.
    public static let notNullConstraint = ResultCode(rawValue: SQLITE_CONSTRAINT | (5 << 8))
    /// A `PRIMARY KEY` constraint failed.
    public static let primaryKeyConstraint = ResultCode(rawValue: SQLITE_CONSTRAINT | (6 << 8))
    /// A `UNIQUE` constraint failed.
    public static let uniqueConstraint = ResultCode(rawValue: SQLITE_CONSTRAINT | (8 << 8))
    /// A rowid is taken.
    public static let rowIDConstraint = ResultCode(rawValue: SQLITE_CONSTRAINT | (10 << 8))
    /// A read of a file failed.
    public static let failedRead = ResultCode(rawValue: SQLITE_IOERR | (1 << 8))
    /// A read reached beyond the end of the file.
    public static let shortRead = ResultCode(rawValue: SQLITE_IOERR | (2 << 8))
    /// The file that readers and writers share could not be made as long as it has to be.
    public static let sharedMemorySize = ResultCode(rawValue: SQLITE_IOERR | (19 << 8))
    /// A write to a file failed, or would have made it one that cannot be scrubbed.
    public static let failedWrite = ResultCode(rawValue: SQLITE_IOERR | (3 << 8))
}
