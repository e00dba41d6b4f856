internal import Privacy
internal import SQLite

/// Reads a subject's history newest first, a bounded page at a time, by merging the ranges of its
/// spans.
struct ActivityReader {
    /// The most activities of a page: what an answer holds in memory at once.
    static let pageActivities = 1_000
    /// The fewest rows read of a span for a page, however many spans there are.
    private static let leastRows = 16
    /// How many rows, with how much text each, are read without asking for room again.
    private static let usualRows = 32
    private static let usualTextBytes = 32

    /// Where a page ended; what follows is older.
    struct Cursor {
        let time: Int64
        let position: Int64
        let span: Int64
    }

    private struct Row {
        let cursor: Cursor
        let entry: ActivityPage.Entry
    }

    private let connection: Connection
    private let spans: [SubjectScope.Span]
    private var names: ItemNames
    private var page: ActivityPage
    private var rows: [Row] = []

    /// A reader of these spans.
    init(connection: Connection, spans: [SubjectScope.Span]) throws {
        self.connection = connection
        self.spans = spans
        names = try ItemNames(table: ItemTable(connection: connection))
        page = ActivityPage(of: spans.map(\.visitorID))
        rows.reserveCapacity(Self.usualRows)
        page.text.reserveCapacity(Self.usualRows * Self.usualTextBytes)
    }

    /// The page after `cursor`, and where to go on; nil: this was all.
    consuming func page(after cursor: Cursor?) throws -> (page: ActivityPage, next: Cursor?) {
        let perSpan = max(Self.leastRows, Self.pageActivities / max(spans.count, 1)) + 1
        var floor: Cursor?
        for place in spans.indices {
            let start = rows.count
            try read(place, after: cursor, limit: perSpan)
            // A span that was cut says nothing about what is older than its last row.
            if rows.count - start == perSpan, let last = rows.last?.cursor {
                floor = floor.map { max($0, last) } ?? last
            }
        }
        if spans.count > 1 { rows.sort { $0.cursor > $1.cursor } }
        if let floor { rows.removeAll { $0.cursor < floor } }
        let isCut = floor != nil || rows.count > Self.pageActivities
        rows.removeLast(max(0, rows.count - Self.pageActivities))
        page.entries = rows.map(\.entry)
        return (page, isCut ? rows.last?.cursor : nil)
    }

    private mutating func read(_ place: Int, after cursor: Cursor?, limit: Int) throws {
        let span = spans[place].id
        var found = try query(span, after: cursor, limit: Int64(limit))
        while try found.step() {
            let at = Cursor(time: found.integer(0), position: found.integer(1), span: span)
            rows.append(Row(cursor: at, entry: try entry(found, place, at.time)))
        }
    }

    /// The rows of a span, newest first; the first page does not compare each with where it begins.
    private func query(_ span: Int64, after cursor: Cursor?, limit: Int64) throws -> Rows {
        guard let cursor else {
            return try connection.query(
                """
                SELECT time, position, kind, item FROM activity
                WHERE span = ?1 ORDER BY time DESC, position DESC LIMIT ?2
                """, .integer(span), .integer(limit))
        }
        // The first key that is no longer wanted of this span.
        let position = span < cursor.span ? cursor.position + 1 : cursor.position
        return try connection.query(
            """
            SELECT time, position, kind, item FROM activity
            WHERE span = ?1 AND (time, position) < (?2, ?3)
            ORDER BY time DESC, position DESC LIMIT ?4
            """,
            .integer(span), .integer(cursor.time), .integer(position), .integer(limit))
    }

    private mutating func entry(
        _ row: borrowing Rows, _ place: Int, _ time: Int64
    ) throws -> ActivityPage.Entry {
        let start = page.text.count
        if row.kind(2) == .integer {
            // Most are about one thing without a name, and are put together where they go.
            if names.isEmpty, let done = ActivityRow.single(row.integer(2)) {
                page.text.append(done.type)
                let middle = page.text.count
                page.text.append(done.words)
                row.append(3, to: &page.text)
                return page.entry(visitor: place, time, textFrom: start, middle)
            }
            let action = try ActivityRow.action(row, kind: 2, item: 3)
            page.text.append(contentsOf: action.type.utf8)
            let middle = page.text.count
            action.describe(itemName: try names.name(of: action), into: &page.text)
            return page.entry(visitor: place, time, textFrom: start, middle)
        }
        row.append(2, to: &page.text)
        let middle = page.text.count
        row.append(3, to: &page.text)
        return page.entry(visitor: place, time, textFrom: start, middle)
    }
}

extension ActivityReader.Cursor: Comparable {
    static func < (left: Self, right: Self) -> Bool {
        (left.time, left.position, left.span) < (right.time, right.position, right.span)
    }
}
