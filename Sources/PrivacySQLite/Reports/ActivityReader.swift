internal import Privacy
internal import SQLite

/// Reads a subject's history newest first, a bounded page at a time, by merging the ranges of its
/// spans.
struct ActivityReader {
    /// The most activities of a page: what an answer holds in memory at once.
    static let pageActivities = 1_000
    /// The fewest rows read of a span for a page, however many spans there are.
    private static let leastRows = 16

    /// Where a page ended; what follows is older.
    struct Cursor {
        let time: Int64
        let position: Int64
        let span: Int64
    }

    struct Row {
        let cursor: Cursor
        let action: ActivityAction
    }

    let connection: Connection
    /// The spans to read.
    let spans: [Int64]

    /// The rows after `cursor`, and where to go on; nil: this was all.
    func page(after cursor: Cursor?) throws -> (rows: [Row], next: Cursor?) {
        let perSpan = max(Self.leastRows, Self.pageActivities / max(spans.count, 1)) + 1
        var rows: [Row] = []
        var floor: Cursor?
        for span in spans {
            let read = try self.rows(of: span, after: cursor, limit: perSpan)
            rows += read
            // A span that was cut says nothing about what is older than its last row.
            if read.count == perSpan, let last = read.last?.cursor {
                floor = floor.map { max($0, last) } ?? last
            }
        }
        if rows.count > 1, spans.count > 1 { rows.sort { $0.cursor > $1.cursor } }
        if let floor { rows.removeAll { $0.cursor < floor } }
        let isCut = floor != nil || rows.count > Self.pageActivities
        rows.removeLast(max(0, rows.count - Self.pageActivities))
        return (rows, isCut ? rows.last?.cursor : nil)
    }

    private func rows(of span: Int64, after cursor: Cursor?, limit: Int) throws -> [Row] {
        let (time, position) = bound(of: span, after: cursor)
        var found: [Row] = []
        var rows = try connection.query(
            """
            SELECT time, position, kind, item FROM activity
            WHERE span = ?1 AND (time, position) < (?2, ?3)
            ORDER BY time DESC, position DESC LIMIT ?4
            """,
            .integer(span), .integer(time), .integer(position), .integer(Int64(limit)))
        while try rows.step() {
            let at = Cursor(time: rows.integer(0), position: rows.integer(1), span: span)
            found.append(Row(cursor: at, action: try ActivityRow.action(rows, kind: 2, item: 3)))
        }
        return found
    }

    /// The first key that is no longer wanted of the span.
    private func bound(of span: Int64, after cursor: Cursor?) -> (Int64, Int64) {
        guard let cursor else { return (.max, .max) }
        return (cursor.time, span < cursor.span ? cursor.position + 1 : cursor.position)
    }
}

extension ActivityReader.Cursor: Comparable {
    static func < (left: Self, right: Self) -> Bool {
        (left.time, left.position, left.span) < (right.time, right.position, right.span)
    }
}
