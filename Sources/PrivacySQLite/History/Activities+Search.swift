internal import SQLite

extension Activities {
    /// A row of a span.
    struct Row {
        let number: Int64
        var block: ActivityBlock
        /// Whether it is the last of its span.
        let isLast: Bool

        var beginning: Beginning {
            Beginning(number: number, time: block.time, position: block.position)
        }
    }

    /// Where a row begins.
    struct Beginning {
        let number: Int64
        let time: Int64
        let position: Int64
    }

    /// The rows of a span up to that number, newest first: `time, position, block`.
    func rows(of span: Int64, upTo last: Int64) throws -> Rows {
        try connection.query(
            """
            SELECT time, position, block FROM activity
            WHERE id BETWEEN ?1 AND ?2 ORDER BY id DESC
            """, .integer(ActivityNumbers(span).first), .integer(last))
    }

    /// The last row of a span that begins with what fits; nil: it has none.
    ///
    /// What fits comes before what does not.
    func last(of span: Int64, where fits: (Beginning) -> Bool) throws -> Row? {
        let numbers = ActivityNumbers(span)
        guard let newest = try last(of: span, upTo: numbers.last, isLast: true) else { return nil }
        // Mostly it is the newest.
        if fits(newest.beginning) { return newest }
        // What comes newest first is older than all.
        guard let oldest = try oldest(of: span), fits(oldest) else { return nil }
        return try number(from: oldest.number, to: newest.number - 1, where: fits)
            .flatMap { try last(of: span, upTo: $0, isLast: false) }
    }

    /// Where a span begins; nil: it has nothing.
    func oldest(of span: Int64) throws -> Beginning? {
        let numbers = ActivityNumbers(span)
        return try beginning(
            connection.query(
                """
                SELECT id, time, position FROM activity
                WHERE id BETWEEN ?1 AND ?2 ORDER BY id LIMIT 1
                """, .integer(numbers.first), .integer(numbers.last)))
    }

    private func last(of span: Int64, upTo number: Int64, isLast: Bool) throws -> Row? {
        var rows = try connection.query(
            """
            SELECT time, position, block, id FROM activity
            WHERE id BETWEEN ?1 AND ?2 ORDER BY id DESC LIMIT 1
            """, .integer(ActivityNumbers(span).first), .integer(number))
        guard try rows.step() else { return nil }
        return Row(number: rows.integer(3), block: ActivityBlock(rows), isLast: isLast)
    }

    /// The number of the last row from one number to another that begins with what fits.
    ///
    /// It halves where that can be: at most 32 looks.
    private func number(
        from first: Int64, to last: Int64, where fits: (Beginning) -> Bool
    ) throws -> Int64? {
        var (low, high, found) = (first, last, Int64?.none)
        while low <= high {
            let middle = low + (high - low) / 2
            let row = try newest(from: low, to: middle)
            if let row, !fits(row) {
                high = row.number - 1
            } else {
                found = row?.number ?? found
                low = middle + 1
            }
        }
        return found
    }

    private func newest(from first: Int64, to last: Int64) throws -> Beginning? {
        try beginning(
            connection.query(
                """
                SELECT id, time, position FROM activity
                WHERE id BETWEEN ?1 AND ?2 ORDER BY id DESC LIMIT 1
                """, .integer(first), .integer(last)))
    }

    private func beginning(_ rows: consuming Rows) throws -> Beginning? {
        guard try rows.step() else { return nil }
        return Beginning(
            number: rows.integer(0), time: rows.integer(1), position: rows.integer(2))
    }
}
