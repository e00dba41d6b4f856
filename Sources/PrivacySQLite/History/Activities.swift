internal import SQLite

/// The activities of spans, several in a row (``ActivityBlock``).
///
/// Rows of a span do not overlap: what one holds is not younger than what the next begins with.
struct Activities {
    let connection: Connection

    /// Adds an activity, which is ``ActivityRow``'s body, after those of the same second.
    ///
    /// What is older than all begins a row.
    func add(_ body: [UInt8], to span: Int64, at time: Int64) throws {
        guard var block = try newest(of: span, notYoungerThan: time) else {
            return try put(ActivityBlock(body, time: time), in: span)
        }
        guard let (rest, isChanged) = try? block.insert(body, at: time) else {
            // Damage to what came before keeps nothing out.
            let place = block.time == time ? block.position &+ 1 : 0
            return try put(ActivityBlock(body, time: time, position: place), in: span)
        }
        if isChanged { try put(block, in: span) }
        if let rest { try put(rest, in: span) }
    }

    /// Gives what is older than that to another span, which has nothing yet.
    ///
    /// A row that damage has made unreadable goes as a whole.
    func move(olderThan cutoff: Int64, of span: Int64, to other: Int64) throws {
        try connection.run(
            """
            INSERT INTO activity(span, time, position, kind, item)
            SELECT ?2, time, position, kind, item FROM activity WHERE span = ?1 AND time < ?3
            """, .integer(span), .integer(other), .integer(cutoff))
        try connection.run(
            "DELETE FROM activity WHERE span = ?1 AND time < ?2",
            .integer(span), .integer(cutoff))
        // The row that begins before and ends after.
        guard var last = try newest(of: other, notYoungerThan: cutoff),
            let rest = try? last.splitOff(from: { $0.time >= cutoff })
        else { return }
        try put(last, in: other)
        try put(rest, in: span)
    }

    /// How many a span has, as far as they can be read.
    func count(of span: Int64) throws -> Int {
        try count(
            connection.query(
                "SELECT time, position, kind, item FROM activity WHERE span = ?1", .integer(span)))
    }

    /// How many all have.
    func count() throws -> Int {
        try count(connection.query("SELECT time, position, kind, item FROM activity"))
    }

    private func count(_ rows: consuming Rows) throws -> Int {
        var count = 0
        while try rows.step() { count += Self.block(rows).count }
        return count
    }

    /// The last row that begins at that time or before it.
    private func newest(of span: Int64, notYoungerThan time: Int64) throws -> ActivityBlock? {
        var rows = try connection.query(
            """
            SELECT time, position, kind, item FROM activity WHERE span = ?1 AND time <= ?2
            ORDER BY time DESC, position DESC LIMIT 1
            """, .integer(span), .integer(time))
        return try rows.step() ? Self.block(rows) : nil
    }

    private static func block(_ rows: borrowing Rows) -> ActivityBlock {
        var bytes: [UInt8] = []
        // What is added to it has room mostly.
        bytes.reserveCapacity(ActivityBlock.mostBytes)
        rows.appendActivities(kind: 2, item: 3, to: &bytes)
        return ActivityBlock(bytes: bytes, time: rows.integer(0), position: rows.integer(1))
    }

    /// Writes a row, over the one of that key where there is one.
    private func put(_ block: ActivityBlock, in span: Int64) throws {
        try connection.run(
            """
            REPLACE INTO activity(span, time, position, kind, item) VALUES (?1, ?2, ?3, ?4, '')
            """, .integer(span), .integer(block.time), .integer(block.position), .blob(block.bytes))
    }
}
