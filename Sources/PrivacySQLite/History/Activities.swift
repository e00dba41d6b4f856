internal import Privacy
internal import SQLite

/// The activities of spans, several in a row (``ActivityBlock``).
///
/// Rows of a span do not overlap: what one holds is not younger than what the next begins with. So they are in the
/// order of their numbers (``ActivityNumbers``).
struct Activities {
    let connection: Connection

    /// Adds an activity, which is ``ActivityRow``'s body, after those of the same second.
    func add(_ body: [UInt8], to span: Int64, at time: Int64) throws {
        guard var row = try last(of: span, where: { $0.time <= time }) else {
            return try insert(ActivityBlock(body, time: time), in: span, after: nil)
        }
        guard let (rest, isChanged) = try? row.block.insert(body, at: time, isLast: row.isLast)
        else {
            // Damage to what came before keeps nothing out.
            let position = row.block.time == time ? row.block.position &+ 1 : 0
            let block = ActivityBlock(body, time: time, position: position)
            return try insert(block, in: span, after: row.number)
        }
        if isChanged { try put(row.block, row.number) }
        if let rest { try insert(rest, in: span, after: row.number) }
    }

    /// Adds a row after all others of a span.
    func append(_ block: ActivityBlock, to span: Int64) throws {
        let row = try last(of: span, where: { _ in true })
        try insert(block, in: span, after: row?.number)
    }

    /// Gives what is older than that to another span, which has nothing yet.
    ///
    /// A row that damage has made unreadable goes as a whole.
    func move(olderThan cutoff: Int64, of span: Int64, to other: Int64) throws {
        guard var row = try last(of: span, where: { $0.time < cutoff }) else { return }
        let (numbers, others) = (ActivityNumbers(span), ActivityNumbers(other))
        let distance = others.first - numbers.first
        try connection.run(
            "UPDATE activity SET id = id + ?3 WHERE id BETWEEN ?1 AND ?2",
            .integer(numbers.first), .integer(row.number), .integer(distance))
        // It begins before and may end after.
        guard let rest = try? row.block.splitOff(from: { $0.time >= cutoff }) else { return }
        try put(row.block, row.number + distance)
        try insert(rest, in: span, after: nil)
    }

    /// Whether a span has something older than that.
    func areOlder(than cutoff: Int64, in span: Int64) throws -> Bool {
        guard let oldest = try oldest(of: span) else { return false }
        return oldest.time < cutoff
    }

    /// How many a span has, as far as they can be read.
    func count(of span: Int64) throws -> Int {
        try count(rows(of: span, upTo: ActivityNumbers(span).last))
    }

    /// How many all have.
    func count() throws -> Int {
        try count(connection.query("SELECT time, position, block FROM activity"))
    }

    private func count(_ rows: consuming Rows) throws -> Int {
        var count = 0
        while try rows.step() { count += ActivityBlock(rows).count }
        return count
    }

    /// Removes all of a span.
    func remove(of span: Int64) throws {
        let numbers = ActivityNumbers(span)
        try remove(from: numbers.first, to: numbers.last)
    }

    /// Removes so many rows of a span, the oldest; false: it has no more than those, which stay.
    func removeOldest(_ count: Int64, of span: Int64) throws -> Bool {
        let numbers = ActivityNumbers(span)
        var rows = try connection.query(
            """
            SELECT id FROM activity WHERE id BETWEEN ?1 AND ?2 ORDER BY id LIMIT 1 OFFSET ?3
            """, .integer(numbers.first), .integer(numbers.last), .integer(count - 1))
        guard try rows.step() else { return false }
        try remove(from: numbers.first, to: rows.integer(0))
        return true
    }

    private func remove(from first: Int64, to last: Int64) throws {
        try connection.run(
            "DELETE FROM activity WHERE id BETWEEN ?1 AND ?2", .integer(first), .integer(last))
    }

    /// Writes a row of a span after that of this number; nil: before all others.
    private func insert(_ block: ActivityBlock, in span: Int64, after row: Int64?) throws {
        let numbers = ActivityNumbers(span)
        let next = try first(after: row ?? numbers.first - 1, of: numbers)
        if let number = numbers.number(after: row, before: next) {
            try put(block, number)
        } else {
            try insert(block, in: span, after: spread(numbers, following: row))
        }
    }

    private func first(after row: Int64, of numbers: ActivityNumbers) throws -> Int64? {
        var rows = try connection.query(
            "SELECT id FROM activity WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT 1",
            .integer(row), .integer(numbers.last))
        return try rows.step() ? rows.integer(0) : nil
    }

    /// Writes a row, over the one of that number where there is one.
    private func put(_ block: ActivityBlock, _ number: Int64) throws {
        try connection.run(
            "REPLACE INTO activity(id, time, position, block) VALUES (?1, ?2, ?3, ?4)",
            .integer(number), .integer(block.time), .integer(block.position), .blob(block.bytes))
    }

    /// Gives the rows of a span numbers as far apart as can be; tells the new number of one of them.
    private func spread(_ numbers: ActivityNumbers, following row: Int64?) throws -> Int64? {
        var before: [Int64] = []
        var rows = try connection.query(
            "SELECT id FROM activity WHERE id BETWEEN ?1 AND ?2 ORDER BY id",
            .integer(numbers.first), .integer(numbers.last))
        while try rows.step() { before.append(rows.integer(0)) }
        // No row of any span has a number below zero.
        try connection.run(
            "UPDATE activity SET id = -id WHERE id BETWEEN ?1 AND ?2",
            .integer(numbers.first), .integer(numbers.last))
        var followed: Int64?
        for (number, new) in zip(before, numbers.spread(before.count)) {
            try connection.run(
                "UPDATE activity SET id = ?2 WHERE id = ?1", .integer(-number), .integer(new))
            if number == row { followed = new }
        }
        return followed
    }
}
