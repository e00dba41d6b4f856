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

    /// One activity, whose texts stand in the page.
    public struct Entry: Sendable {
        /// The visitor's place among the page's visitors.
        let visitor: Int
        let type: Range<Int>
        let description: Range<Int>
        let time: Int64
    }

    /// Those that it shows, in their order.
    public var entries: [Entry] = []
    /// Reads what follows; nil: this was all.
    public var next: Continuation?
    private let visitors: [VisitorID?]
    /// The types and descriptions, one after the other.
    public var text: [UInt8] = []

    /// An empty page of activities of these visitors; nil is none.
    public init(of visitors: [VisitorID?] = []) { self.visitors = visitors }

    /// How many activities it shows.
    public var count: Int { entries.count }

    /// An activity of the visitor at that place whose texts were written last: the type from `type`
    /// on, the description from `description` on.
    public func entry(
        visitor: Int, _ time: Int64, textFrom type: Int, _ description: Int
    ) -> Entry {
        Entry(
            visitor: visitor, type: type..<description, description: description..<text.count,
            time: time)
    }

    /// Hands out the activities, each with its texts in UTF-8.
    public func forEach(
        _ body: (
            _ visitor: String, _ type: Span<UInt8>, _ description: Span<UInt8>, _ time: Int64
        ) -> Void
    ) {
        let text = text.span
        for entry in entries {
            body(
                visitors[entry.visitor]?.text ?? "", text.extracting(entry.type),
                text.extracting(entry.description), entry.time)
        }
    }

    /// The activities as values of their own.
    public var activities: [Activity] {
        var all: [Activity] = []
        forEach { visitor, type, description, time in
            all.append(
                Activity(
                    visitor: visitor, type: String(decoding: type),
                    description: String(decoding: description),
                    time: time))
        }
        return all
    }
}

extension String {
    fileprivate init(decoding utf8: Span<UInt8>) {
        self = unsafe utf8.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
}
