internal import Privacy
internal import SQLite

/// Brings activities from the table of before, with a row an activity or a block, to where they stand now.
///
/// There a row's key was `(span, time, position)`; `kind` held a block or one activity, whose item stood beside it.
struct OlderActivities {
    let connection: Connection

    /// Fills `activity` from `older_activity`, which it removes.
    ///
    /// A span at a time: what stands in the pages of one statement is held in memory until it ends, and pages that
    /// become free take what comes next.
    func move() throws {
        while let span = try firstSpan() {
            try copy(span)
            try connection.run("DELETE FROM older_activity WHERE span = ?1", .integer(span))
        }
        try connection.execute("DROP TABLE older_activity")
    }

    private func firstSpan() throws -> Int64? {
        var rows = try connection.query("SELECT span FROM older_activity ORDER BY span LIMIT 1")
        return try rows.step() ? rows.integer(0) : nil
    }

    private func copy(_ span: Int64) throws {
        let activities = Activities(connection: connection)
        var last: ActivityBlock?
        var rows = try connection.query(
            """
            SELECT time, position, kind, item FROM older_activity
            WHERE span = ?1 ORDER BY time, position
            """, .integer(span))
        while try rows.step() {
            if var block = last, rows.kind(2) != .blob,
                // Damage to what came before keeps nothing out.
                let (rest, _) = try? block.insert(
                    Self.body(rows), at: rows.integer(0), isLast: true)
            {
                if rest != nil { try activities.append(block, to: span) }
                last = rest ?? block
            } else {
                if let last { try activities.append(last, to: span) }
                last = Self.block(rows)
            }
        }
        if let last { try activities.append(last, to: span) }
    }

    /// A row as a block.
    private static func block(_ rows: borrowing Rows) -> ActivityBlock {
        ActivityBlock(
            bytes: rows.kind(2) == .blob ? rows.blob(2) : [0] + body(rows),
            time: rows.integer(0), position: rows.integer(1))
    }

    /// The one activity of a row: the kind of one of ours or the type of an imported one, and the item.
    private static func body(_ rows: borrowing Rows) -> [UInt8] {
        var bytes: [UInt8] = []
        if rows.kind(2) == .integer {
            bytes.append(number: UInt64(bitPattern: rows.integer(2)))
        } else {
            bytes.append(ActivityRow.imported)
            bytes.append(counted: rows.blob(2))
        }
        bytes.append(counted: rows.blob(3))
        return bytes
    }
}
