internal import JSON

/// What a splitter hands out for a text that comes in pieces, and how it ends.
struct SplitFeed: Equatable {
    struct Part: Equatable {
        /// The list, or the number of the line.
        let place: String
        let text: [UInt8]
    }

    private(set) var parts: [Part] = []
    /// What was wrong, and where.
    private(set) var fault: String?

    /// The elements of a feed's lists.
    static func elements(
        of feed: [UInt8], pieceLengths: [Int], lists: Set<String>, limitBytes: Int
    ) -> SplitFeed {
        var splitter = FeedSplitter(lists: lists, elementLimitBytes: limitBytes)
        return SplitFeed(
            feed, pieceLengths,
            push: { piece, found in
                try splitter.push(piece.span) { found.append(list: $0, $1) }
            }, finish: { _ in try splitter.finish() })
    }

    /// The lines of a text.
    static func lines(of text: [UInt8], pieceLengths: [Int], limitBytes: Int) -> SplitFeed {
        var splitter = LineSplitter(lineLimitBytes: limitBytes)
        return SplitFeed(
            text, pieceLengths,
            push: { piece, found in
                try splitter.push(piece.span) { found.append(list: "\($0)", $1) }
            }, finish: { found in try splitter.finish { found.append(list: "\($0)", $1) } })
    }

    private init(
        _ text: [UInt8], _ pieceLengths: [Int],
        push: (ArraySlice<UInt8>, inout SplitFeed) throws -> Void,
        finish: (inout SplitFeed) throws -> Void
    ) {
        text.forEachPiece(of: pieceLengths) { piece in
            guard fault == nil else { return }
            do { try push(piece, &self) } catch { fault = "\(error)" }
        }
        guard fault == nil else { return }
        do { try finish(&self) } catch { fault = "\(error)" }
    }

    private mutating func append(list: String, _ text: Span<UInt8>) {
        parts.append(Part(place: list, text: Array(copying: text)))
    }
}
