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

    /// Where a page ended: what follows is older, and a run is a span.
    typealias Cursor = ActivityPage.Place

    private let connection: Connection
    private let spans: [SubjectScope.Span]
    private var names: ItemNames
    private var page: ActivityPage

    /// A reader of these spans.
    init(connection: Connection, spans: [SubjectScope.Span]) throws {
        self.connection = connection
        self.spans = spans
        names = try ItemNames(table: ItemTable(connection: connection))
        page = ActivityPage(of: spans.map(\.visitorID))
        page.entries.reserveCapacity(Self.usualRows)
        page.text.reserveCapacity(Self.usualRows * Self.usualTextBytes)
    }

    /// The page after `cursor`, and where to go on; nil: this was all.
    consuming func page(after cursor: Cursor?) throws -> (page: ActivityPage, next: Cursor?) {
        let perSpan = max(Self.leastRows, Self.pageActivities / max(spans.count, 1)) + 1
        var floor: Cursor?
        for place in spans.indices {
            let start = page.count
            try read(place, after: cursor, limit: perSpan)
            // A span that was cut says nothing about what is older than its last row.
            if page.count - start == perSpan, let last = page.entries.last?.place {
                floor = floor.map { max($0, last) } ?? last
            }
        }
        if spans.count > 1 { page.entries.sort { $0.place > $1.place } }
        if let floor { page.entries.removeAll { $0.place < floor } }
        let isCut = floor != nil || page.count > Self.pageActivities
        page.entries.removeLast(max(0, page.count - Self.pageActivities))
        return (page, isCut ? page.entries.last?.place : nil)
    }

    private mutating func read(_ place: Int, after cursor: Cursor?, limit: Int) throws {
        let span = spans[place].id
        var found = try query(span, after: cursor, limit: Int64(limit))
        while try found.step() {
            try append(
                found, place, Cursor(time: found.integer(0), position: found.integer(1), run: span))
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
        let position = span < cursor.run ? cursor.position + 1 : cursor.position
        return try connection.query(
            """
            SELECT time, position, kind, item FROM activity
            WHERE span = ?1 AND (time, position) < (?2, ?3)
            ORDER BY time DESC, position DESC LIMIT ?4
            """,
            .integer(span), .integer(cursor.time), .integer(position), .integer(limit))
    }

    private mutating func append(
        _ row: borrowing Rows, _ visitor: Int, _ place: Cursor
    ) throws {
        let start = page.text.count
        guard row.kind(2) == .integer else {
            row.append(2, to: &page.text)
            let middle = page.text.count
            row.append(3, to: &page.text)
            return page.append(
                visitor: visitor, at: place, typeFrom: start, descriptionFrom: middle)
        }
        if let single = ActivityRow.single(row.integer(2)) {
            row.append(3, to: &page.text)
            if let name = try names.name(of: single, id: row, 3) {
                page.text.append(itemName: name)
            }
            return page.append(single, visitor: visitor, at: place, textFrom: start)
        }
        let (action, products) = try ActivityRow.basket(row, kind: 2, item: 3)
        page.text.append(contentsOf: action.type.utf8)
        let middle = page.text.count
        action.describe(itemName: try names.name(ofOneOf: products), into: &page.text)
        page.append(visitor: visitor, at: place, typeFrom: start, descriptionFrom: middle)
    }
}
