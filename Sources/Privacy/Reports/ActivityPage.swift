/// A part of a subject's history, newest first.
///
/// A page is bounded whatever the subject holds. `next` reads the one after it, in a transaction
/// of its own; when the subject was changed or forgotten in between so that a whole answer is no
/// longer possible, it throws ``PrivacyError/Code-swift.struct/subjectChanged``.
///
/// The texts of all its activities stand in one run of UTF-8, from which they are copied into the
/// answer, and not in strings of their own: there may be a thousand.
public struct ActivityPage: Sendable {
    /// Reads the page after this one.
    public typealias Continuation = @Sendable () async throws(PrivacyError) -> ActivityPage

    /// Where an activity stands among others: by its time, and those of one second as they are stored.
    public struct Place: Sendable {
        /// When, in seconds since 1970 (UTC).
        public let time: Int64
        /// Tells apart what came in one second.
        public let position: Int64
        /// Which run of activities it is of.
        public let run: Int64

        /// A place.
        public init(time: Int64, position: Int64, run: Int64) {
            self.time = time
            self.position = position
            self.run = run
        }
    }

    /// One activity, whose texts stand in the page.
    public struct Entry: Sendable {
        /// Where it stands.
        public let place: Place
        /// The visitor's place among the page's visitors.
        public let visitor: Int
        /// What was done to one thing, which has a type and the first words of its own
        /// (``ActivityAction/Single``); nil: both are written out.
        public let single: ActivityAction.Single?
        /// Where the type stands in the page's texts, if it is written out.
        public let type: Range<Int>
        /// Where the description stands there, or what follows the first words.
        public let text: Range<Int>
    }

    /// Those that it shows, in their order.
    public var entries: [Entry] = []
    /// Reads what follows; nil: this was all.
    public var next: Continuation?
    private let visitors: [VisitorID?]
    /// Where the texts of the entries stand, among other bytes.
    public var text: [UInt8] = []

    /// An empty page of activities of these visitors; nil is none.
    public init(of visitors: [VisitorID?] = []) { self.visitors = visitors }

    /// How many activities it shows.
    public var count: Int { entries.count }

    /// Adds what the visitor at that place did to one thing, whose id, and its name in brackets where it
    /// has one, stands there in the texts.
    public mutating func append(
        _ single: ActivityAction.Single, visitor: Int, at place: Place, text: Range<Int>
    ) {
        entries.append(
            Entry(
                place: place, visitor: visitor, single: single,
                type: text.lowerBound..<text.lowerBound, text: text))
    }

    /// Adds what the visitor at that place did, whose type and description stand there in the texts.
    public mutating func append(
        visitor: Int, at place: Place, type: Range<Int>, description: Range<Int>
    ) {
        entries.append(
            Entry(place: place, visitor: visitor, single: nil, type: type, text: description))
    }

    /// Turns the order of the entries around from one on.
    public mutating func reverse(from first: Int) {
        var (low, high) = (first, entries.count - 1)
        while low < high {
            entries.swapAt(low, high)
            (low, high) = (low + 1, high - 1)
        }
    }

    /// How many places of visitors there are; a visitor may have several.
    public var visitorCount: Int { visitors.count }

    /// The id of the visitor at that place; empty: none was named.
    public func visitor(_ place: Int) -> String { visitors[place]?.text ?? "" }

    private func string(_ range: Range<Int>) -> String {
        String(decoding: text[range], as: UTF8.self)
    }

    /// The activities as values of their own.
    public var activities: [Activity] {
        entries.map { entry in
            let text = string(entry.text)
            return Activity(
                visitor: visitor(entry.visitor),
                type: entry.single.map { "\($0.type)" } ?? string(entry.type),
                description: entry.single.map { "\($0.words)" + text } ?? text,
                time: entry.place.time)
        }
    }
}

extension ActivityPage.Place: Comparable {
    /// Whether one is older.
    public static func < (left: Self, right: Self) -> Bool {
        if left.time != right.time { return left.time < right.time }
        if left.position != right.position { return left.position < right.position }
        return left.run < right.run
    }
}
