import SQLite

/// The table of activities of a file from before its rows had numbers.
enum OlderTable {
    /// Makes it, under that name.
    static func make(_ name: String, in connection: Connection) throws {
        try connection.execute(
            """
            CREATE TABLE \(name)(
                span INTEGER NOT NULL,
                time INTEGER NOT NULL,
                position INTEGER NOT NULL,
                kind ANY NOT NULL,
                item TEXT NOT NULL,
                PRIMARY KEY(span, time, position)
            ) STRICT, WITHOUT ROWID;
            """)
    }
}
