import JSON

/// What a splitter handed out for a feed that came in these chunks, and how it ended.
struct FeedRecord: Equatable {
    struct Element: Equatable {
        let list: String
        let text: [UInt8]
    }

    private(set) var elements: [Element] = []
    private(set) var code: JSONError.Code?
    private(set) var offset: Int?

    init(of feed: [UInt8], chunks: [Int], elementLimitBytes: Int = 1 << 20) {
        var splitter = FeedSplitter(elementLimitBytes: elementLimitBytes)
        var start = 0
        do {
            for count in chunks {
                try splitter.push(feed.span.extracting(start..<start + count)) { list, element in
                    elements.append(Element(list: list, text: Array(copying: element)))
                }
                start += count
            }
            try splitter.finish()
        } catch let error as JSONError {
            code = error.code
            offset = error.offset
        } catch {
            code = JSONError.Code(rawValue: "unknown")
        }
    }

    /// As text: the list's name, a colon, the element.
    var lines: [String] {
        elements.map { "\($0.list): \(String(decoding: $0.text, as: UTF8.self))" }
    }
}

extension [UInt8] {
    init(copying span: Span<UInt8>) {
        self = span.indices.map { span[$0] }
    }
}
