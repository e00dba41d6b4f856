internal import JSON
internal import Privacy
internal import SQLite

/// Reads a subject's history newest first, a bounded page at a time, by merging the ranges of its
/// spans.
struct ActivityReader {
    /// The most activities of a page: what an answer holds in memory at once.
    static let pageActivities = 1_000
    /// The fewest activities read of a span for a page, however many spans there are.
    private static let leastActivities = 16
    /// How many activities, with how many bytes each, are read without asking for room again.
    private static let usualActivities = 32
    private static let usualBytes = 32

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
        page.entries.reserveCapacity(Self.usualActivities)
        page.text.reserveCapacity(Self.usualActivities * Self.usualBytes)
    }

    /// The page after `cursor`, and where to go on; nil: this was all.
    consuming func page(after cursor: Cursor?) throws -> (page: ActivityPage, next: Cursor?) {
        let perSpan = max(Self.leastActivities, Self.pageActivities / max(spans.count, 1)) + 1
        var floor: Cursor?
        for place in spans.indices {
            let start = page.count
            try read(place, after: cursor, atLeast: perSpan)
            // A span that was cut says nothing about what is older than its last activity.
            if page.count - start >= perSpan, let last = page.entries.last?.place {
                floor = floor.map { max($0, last) } ?? last
            }
        }
        if spans.count > 1 { page.entries.sort { $0.place > $1.place } }
        if let floor { page.entries.removeAll { $0.place < floor } }
        let isCut = floor != nil || page.count > Self.pageActivities
        page.entries.removeLast(max(0, page.count - Self.pageActivities))
        return (page, isCut ? page.entries.last?.place : nil)
    }

    /// Reads rows of a span until there are so many activities, or no more.
    private mutating func read(_ place: Int, after cursor: Cursor?, atLeast count: Int) throws {
        let enough = page.count + count
        var found = try rows(of: spans[place].id, after: cursor)
        while page.count < enough, try found.step() {
            try append(found, place, after: cursor)
        }
    }

    /// The rows of a span, newest first; the first page does not look for where it begins.
    private func rows(of span: Int64, after cursor: Cursor?) throws -> Rows {
        let activities = Activities(connection: connection)
        let numbers = ActivityNumbers(span)
        guard let cursor else { return try activities.rows(of: span, upTo: numbers.last) }
        // The first place of which nothing is wanted any more of this span.
        let position = span < cursor.run ? cursor.position &+ 1 : cursor.position
        let row = try activities.last(of: span) {
            ($0.time, $0.position) < (cursor.time, position)
        }
        return try activities.rows(of: span, upTo: row?.number ?? numbers.first - 1)
    }

    /// Adds the activities of a row, newest first, that come after the cursor.
    private mutating func append(
        _ row: borrowing Rows, _ place: Int, after cursor: Cursor?
    ) throws {
        let (first, start) = (page.count, page.text.count)
        row.append(2, to: &page.text)
        var block = ActivityCursor(
            start..<page.text.count, time: row.integer(0), position: row.integer(1))
        while let entry = try block.next(in: page.text.span) {
            let at = Cursor(time: entry.time, position: entry.position, run: spans[place].id)
            if let cursor, at >= cursor { break }
            try append(entry, visitor: place, at)
        }
        page.reverse(from: first)
    }

    private mutating func append(
        _ entry: ActivityBlock.Entry, visitor: Int, _ place: Cursor
    ) throws {
        if entry.kind == ActivityRow.imported {
            page.append(visitor: visitor, at: place, type: entry.type, description: entry.item)
        } else if let single = ActivityRow.single(entry.kind) {
            page.append(single, visitor: visitor, at: place, text: try named(single, entry.item))
        } else {
            try appendBasket(entry, visitor: visitor, place)
        }
    }

    /// Where an item's id stands, with its name after it where it has one.
    private mutating func named(
        _ single: ActivityAction.Single, _ item: Range<Int>
    ) throws -> Range<Int> {
        guard !names.isEmpty else { return item }
        let id = Array(page.text[item])
        guard let name = try names.name(of: single, id: String(decoding: id, as: UTF8.self)) else {
            return item
        }
        let start = page.text.count
        page.text += id
        page.text.append(itemName: name)
        return start..<page.text.count
    }

    private mutating func appendBasket(
        _ entry: ActivityBlock.Entry, visitor: Int, _ place: Cursor
    ) throws {
        let (action, products) = try ActivityRow.basket(
            entry.kind, JSONText(written: Array(page.text[entry.item])))
        let start = page.text.count
        page.text.append(contentsOf: action.type.utf8)
        let middle = page.text.count
        action.describe(itemName: try names.name(ofOneOf: products), into: &page.text)
        page.append(
            visitor: visitor, at: place, type: start..<middle,
            description: middle..<page.text.count)
    }
}
