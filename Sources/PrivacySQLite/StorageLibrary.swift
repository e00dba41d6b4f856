internal import SQLite

/// The library that the store stands on, as it runs here.
public enum StorageLibrary {
    /// Its version, such as `3.40.1`.
    public static var version: String { SQLiteLibrary.version }

    /// Whether it was built with an option, such as `THREADSAFE=0`.
    public static func isBuilt(with option: String) -> Bool {
        SQLiteLibrary.isBuilt(with: option)
    }
}
