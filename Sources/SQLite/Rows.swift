/// The rows of one running statement.
///
/// Leaving the scope resets the statement and clears its bindings, so that no forgotten reset can
/// hold a read transaction open. Columns count from 0. A column is read while a row stands, that is
/// after ``step()`` returned true; to read without a row, or beyond the last column, is a
/// programming error and traps. A statement that writes outside a transaction is to be stepped
/// until false, for only that reports whether its commit succeeded.
///
/// Conversions are SQLite's: `NULL` reads as 0 or as an empty text, an integer as its decimal text.
/// See <https://www.sqlite.org/c3ref/column_blob.html>.
public struct Rows: ~Copyable {
    private let statement: Statement
    private var isAtEnd = false

    /// Takes a statement into use with its parameters bound.
    init(_ statement: Statement, _ values: Span<Value>) throws(SQLiteError) {
        self.statement = statement
        statement.start()
        // Should this throw, deinit runs, for everything is set.
        try statement.bind(values)
    }

    deinit {
        statement.finish()
    }

    /// Moves to the next row; true when one stands.
    ///
    /// After the last row it stays false.
    public mutating func step() throws(SQLiteError) -> Bool {
        // sqlite3_step starts the statement over when it is called after the end.
        if isAtEnd { return false }
        isAtEnd = true
        isAtEnd = try !statement.step()
        return !isAtEnd
    }

    /// The type in which the value is stored.
    public func kind(_ column: Int32) -> ColumnKind {
        statement.kind(column)
    }

    /// Whether the value is `NULL`.
    public func isNull(_ column: Int32) -> Bool {
        statement.kind(column) == .null
    }

    /// The value as an integer.
    public func integer(_ column: Int32) -> Int64 {
        statement.integer(column)
    }

    /// The value as an integer, or nil for `NULL`.
    public func optionalInteger(_ column: Int32) -> Int64? {
        isNull(column) ? nil : statement.integer(column)
    }

    /// The value as a floating-point number.
    public func real(_ column: Int32) -> Double {
        statement.real(column)
    }

    /// The value as a text, with NUL characters kept and invalid UTF-8 replaced by U+FFFD.
    public func text(_ column: Int32) -> String {
        unsafe String(decoding: statement.bytes(column), as: UTF8.self)
    }

    /// The value as a text, or nil for `NULL`.
    public func optionalText(_ column: Int32) -> String? {
        isNull(column) ? nil : text(column)
    }

    /// A copy of the value's bytes: of a text its UTF-8, of `NULL` none.
    public func blob(_ column: Int32) -> [UInt8] {
        unsafe Array(statement.bytes(column))
    }

    /// Adds the value's bytes to others: of a text its UTF-8, of `NULL` none.
    public func append(_ column: Int32, to bytes: inout [UInt8]) {
        unsafe bytes.append(contentsOf: statement.bytes(column))
    }

    /// Lends the bytes of a text or blob in place, without a copy.
    public func withBytes<R: ~Copyable, E: Error>(
        _ column: Int32, _ body: (Span<UInt8>) throws(E) -> R
    ) throws(E) -> R {
        try body(unsafe statement.bytes(column).span)
    }
}
