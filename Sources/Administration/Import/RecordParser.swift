internal import JSON

/// Takes an import file apart into records, while it is read.
///
/// A `.jsonl` file has a record a line; any other is a data feed, one object with lists. A record
/// that cannot be understood is handed out as its fault; where the file itself cannot be followed
/// any further, the last thing handed out is a fault without a way on.
struct RecordParser {
    /// A record, or what is wrong with it.
    struct Entry: Sendable {
        let position: RecordPosition
        let content: Result<FeedRecord, RecordFault>
        /// How many bytes of the file it takes.
        let byteCount: Int
    }

    private enum Splitter {
        case lines(LineSplitter)
        case feed(FeedSplitter)
        /// Taken out for a push, so that what it holds is not copied; also after it threw.
        case taken
    }

    private var splitter: Splitter
    /// How many elements of each list of a feed were handed out.
    private var counts: [String: Int] = [:]
    private var entries: [Entry] = []
    /// Why the file cannot be followed any further; nil: it can.
    private(set) var failure: String?

    /// A parser for a file of that name.
    init(path: String) {
        splitter =
            path.hasSuffix(".jsonl")
            ? .lines(LineSplitter()) : .feed(FeedSplitter(lists: RecordTable.feedLists))
    }

    /// The entries that end in the next bytes of the file.
    mutating func push(_ chunk: [UInt8]) -> [Entry] {
        following { parser throws in
            let splitter = parser.splitter
            parser.splitter = .taken
            switch consume splitter {
            case .lines(var lines):
                try lines.push(chunk.span) { parser.readLine(number: $0, $1) }
                parser.splitter = .lines(lines)
            case .feed(var feed):
                try feed.push(chunk.span) { parser.readElement(of: $0, $1) }
                parser.splitter = .feed(feed)
            case .taken: break
            }
        }
    }

    /// The entries that the end of the file completes.
    mutating func finish() -> [Entry] {
        following { parser throws in
            switch parser.splitter {
            case .lines(var lines): try lines.finish { parser.readLine(number: $0, $1) }
            case .feed(let feed): try feed.finish()
            case .taken: break
            }
        }
    }

    private mutating func following(
        _ step: (inout RecordParser) throws -> Void
    ) -> [Entry] {
        do {
            try step(&self)
        } catch {
            failure = (error as? JSONError)?.message ?? "The file cannot be read."
        }
        defer { entries.removeAll(keepingCapacity: true) }
        return entries
    }

    private mutating func readLine(number: Int, _ bytes: Span<UInt8>) {
        append(.line(number), bytes) { object throws(RecordFault) in
            try FeedRecord(line: object)
        }
    }

    private mutating func readElement(of list: String, _ bytes: Span<UInt8>) {
        guard let table = RecordTable(feedList: list) else { return }
        let index = counts[list, default: 0]
        counts[list] = index + 1
        append(.element(list: list, index: index), bytes) { object throws(RecordFault) in
            FeedRecord(table: table, fields: object)
        }
    }

    private mutating func append(
        _ position: RecordPosition, _ bytes: Span<UInt8>,
        _ make: (JSONObject) throws(RecordFault) -> FeedRecord
    ) {
        let content: Result<FeedRecord, RecordFault>
        do throws(RecordFault) {
            content = .success(try make(Self.object(in: bytes)))
        } catch {
            content = .failure(error)
        }
        entries.append(Entry(position: position, content: content, byteCount: bytes.count))
    }

    private static func object(in bytes: Span<UInt8>) throws(RecordFault) -> JSONObject {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONReader.value(of: bytes)
        } catch {
            throw RecordFault(error.message)
        }
        guard case .object(let object) = value else { throw RecordFault("expected an object.") }
        return object
    }
}
