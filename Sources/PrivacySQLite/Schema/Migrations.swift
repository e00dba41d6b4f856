internal import Privacy
internal import SQLite

/// Brings a database file to the newest numbered schema.
enum Migrations {
    /// Whether there is nothing to apply.
    static func areApplied(
        _ migrations: [Migration], applicationID: Int64, to connection: Connection
    ) throws -> Bool {
        try connection.number(of: "PRAGMA user_version") == migrations.count
            && connection.number(of: "PRAGMA application_id") == applicationID
    }

    /// Applies what the file has not had yet, each in a transaction of its own.
    ///
    /// Refuses a file of another application and one that a newer version wrote.
    static func apply(_ migrations: [Migration], applicationID: Int64, to connection: Connection)
        throws
    {
        let version = try connection.number(of: "PRAGMA user_version")
        let owner = try connection.number(of: "PRAGMA application_id")
        guard owner == applicationID || (owner == 0 && version == 0) else {
            throw PrivacyError(.storage, "The database file belongs to another application.")
        }
        guard version <= migrations.count else {
            throw PrivacyError(
                .storage, "The database file was written by a newer version of Oblio.")
        }
        for next in Int(version)..<migrations.count {
            try connection.begin(.immediate)
            do {
                try migrations[next].apply(to: connection)
                try connection.execute("PRAGMA user_version = \(next + 1)")
                try connection.execute("PRAGMA application_id = \(applicationID)")
                try connection.commit()
            } catch {
                connection.rollback()
                throw error
            }
        }
    }
}
