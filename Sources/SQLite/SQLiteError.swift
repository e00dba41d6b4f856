import CSQLite
import Glibc

/// A call to SQLite that failed.
///
/// Neither the message nor the statement ever holds a bound value, so an error can be logged. What a
/// caller writes into the text given to ``Connection/execute(_:)`` may stand in the message.
public struct SQLiteError: Error, Sendable {
    /// What went wrong, as SQLite's extended result code.
    public let code: ResultCode
    /// What went wrong in words, with names of tables and columns but without bound values.
    public let message: String
    /// The SQL as it stands in the source, or nil when the failure was of no such statement.
    public let statement: StaticString?
    /// What the operating system said (`errno`), of files that could not be opened, read or written;
    /// 0: nothing is known.
    public let systemError: Int32

    /// Makes an error that is not taken from a connection.
    public init(
        code: ResultCode, message: String, statement: StaticString? = nil, systemError: Int32 = 0
    ) {
        self.code = code
        self.message = message
        self.statement = statement
        self.systemError = systemError
    }
}

extension SQLiteError: CustomStringConvertible {
    /// The message, SQLite's number, and the SQL if it is known.
    public var description: String {
        let failure = "\(message) (SQLite \(code.rawValue))"
        return if let statement { "\(failure) in: \(statement)" } else { failure }
    }
}

extension SQLiteError {
    /// SQLite forgets what the system said to a write, and tries to open what it may not write once more,
    /// to read it.
    private static func systemError(_ number: Int32, of database: OpaquePointer?) -> Int32 {
        unsafe sqlite3_db_readonly(database, "main") == 1 ? EROFS : number
    }

    /// The failure of the last call on `database`: to be made before any other call on it.
    init(_ result: Int32, of database: OpaquePointer?, statement: StaticString?) {
        let number = errno
        let code = ResultCode(rawValue: result)
        let isOfSystem = code.primary == .ioError || code.primary == .cannotOpen
        self.init(
            code: code, message: unsafe String(cString: sqlite3_errmsg(database)),
            statement: statement,
            systemError: isOfSystem ? unsafe Self.systemError(number, of: database) : 0)
    }
}
