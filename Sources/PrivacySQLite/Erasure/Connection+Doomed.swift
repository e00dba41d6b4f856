internal import SQLite

/// Rows of history that belong to nobody any more and are still to go.
///
/// A subject with a million activities loses its names and spans at once, so that nobody can find
/// anything of it; its rows follow in slices, between which others are served. Which spans they are of
/// is committed with the erasure, so that an end of the process in between is made good.
extension Connection {
    /// How many rows go at once, of some thirty activities each: some milliseconds.
    static let slicedRows: Int64 = 1_000

    /// Up to how many activities go together with the erasure.
    static let mostAtOnce = 5_000

    /// Has the rows of a span go later.
    func doom(_ span: Int64) throws {
        try run("INSERT OR IGNORE INTO doomed(span) VALUES (?1)", .integer(span))
    }

    /// A span whose rows are still to go; nil: there is none.
    func doomedSpan() throws -> Int64? {
        var rows = try query("SELECT span FROM doomed LIMIT 1")
        return try rows.step() ? rows.integer(0) : nil
    }

    /// Removes one slice, inside the transaction that is open; false: there was nothing left.
    func removeDoomedSlice() throws -> Bool {
        guard let span = try doomedSpan() else { return false }
        let activities = Activities(connection: self)
        if try !activities.removeOldest(Self.slicedRows, of: span) {
            try activities.remove(of: span)
            try run("DELETE FROM doomed WHERE span = ?1", .integer(span))
        }
        return true
    }

    /// Removes all that is left, a transaction a slice.
    func removeDoomed() throws {
        while try doomedSpan() != nil {
            try write { (connection: Connection) in _ = try connection.removeDoomedSlice() }
        }
    }
}
