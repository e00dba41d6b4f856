import Privacy
import SQLite

@testable import PrivacySQLite

/// The activities of a span, in the order in which they have to stand: by time, and of one second as they came.
struct ActivityModel {
    var held: [(time: Int64, action: ActivityAction)] = []

    mutating func add(_ action: ActivityAction, at time: Int64) {
        let place = held.firstIndex { $0.time > time } ?? held.endIndex
        held.insert((time, action), at: place)
    }

    /// Newest first, as ``shown(_:_:betweenPages:)`` reads them.
    var shown: [String] {
        held.reversed().map { time, action in
            var text: [UInt8] = []
            action.describe(itemName: nil, into: &text)
            return "\(time) \(action.type) \(String(decoding: text, as: UTF8.self))"
        }
    }

    /// What a report shows of a span, page by page.
    static func shown(
        _ span: Int64, _ connection: Connection, betweenPages: () throws -> Void = {}
    ) throws -> [String] {
        let spans = [
            SubjectScope.Span(
                id: span, visitor: 1, visitorID: VisitorID("v"), person: 1, since: 0, extras: [])
        ]
        var found: [String] = []
        var cursor: ActivityReader.Cursor?
        repeat {
            let reader = try ActivityReader(connection: connection, spans: spans)
            let (page, next) = try reader.page(after: cursor)
            found += page.activities.map { "\($0.time) \($0.type) \($0.description)" }
            cursor = next
            try betweenPages()
        } while cursor != nil
        return found
    }
}
