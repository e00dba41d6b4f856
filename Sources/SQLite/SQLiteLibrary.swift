import CSQLite

/// The SQLite library this process is linked with.
public enum SQLiteLibrary {
    /// The version of the library in use, such as `3.40.1`.
    ///
    /// It is the running library's, which may be newer than the header compiled against.
    /// See <https://www.sqlite.org/c3ref/libversion.html>.
    public static var version: String {
        unsafe String(cString: sqlite3_libversion())
    }
}
