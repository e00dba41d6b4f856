/// Takes a data feed apart into the elements of its lists, while it arrives.
///
/// A feed is one JSON object with lists as members, such as `products` and `orders`, of any length.
/// It is pushed in chunks as they come; each element of each list is handed out as soon as it is
/// complete, as the bytes that it was written in. Members that are not lists are passed over, and a
/// list that comes twice is handed out twice. However the text is cut, the elements are the same.
///
/// Held in memory is what is left of one element between two chunks. Looked at are the structure
/// around the elements, their strings and their brackets; whether an element is valid JSON shows when
/// the receiver reads it.
///
/// A splitter that threw has lost its place in the text: every further call throws too.
public struct FeedSplitter: Sendable {
    /// An element longer than any order or product; as much as a request's body may be.
    public static let defaultElementLimitBytes = 16 << 20

    /// Names of lists are short words; this leaves room for whatever else stands in a feed.
    static let nameLimitBytes = 1024

    private let elementLimitBytes: Int
    private let lists: Set<String>
    private var state = State.object
    private var scanner = ValueScanner()
    /// What earlier chunks had of the name or element that is not complete yet.
    private var pending: [UInt8] = []
    private var list = ""
    /// How many bytes all earlier chunks had.
    private var chunkOffset = 0
    /// Also set while a push is under way, so that every way out of one by an error leaves it set.
    private var hasThrown = false

    /// A splitter at the beginning of a feed; no element may be longer than said.
    ///
    /// The members of `lists` must be lists, or null: an object in their place, as PHP writes an
    /// array with holes, would be passed over unnoticed.
    public init(
        lists: Set<String> = [], elementLimitBytes: Int = FeedSplitter.defaultElementLimitBytes
    ) {
        self.lists = lists
        self.elementLimitBytes = elementLimitBytes
    }

    /// Goes through the next bytes and hands out each element that ends in them, with its list's name.
    ///
    /// Throws a `JSONError` with the offset in the whole feed, or what `element` throws.
    public mutating func push(
        _ chunk: Span<UInt8>, element: (_ list: String, _ element: Span<UInt8>) throws -> Void
    ) throws {
        try refuseAfterError()
        hasThrown = true
        var index = 0
        while index < chunk.count {
            guard state.isInValue else {
                if try state.step(over: chunk[index], at: chunkOffset + index) {
                    index += 1
                } else {
                    try refuseOther(than: lists, chunk[index], at: chunkOffset + index)
                    scanner = ValueScanner()
                }
                continue
            }
            guard let end = try scan(chunk, from: index) else { break }
            try finishValue(chunk.extracting(index..<end), at: index, element: element)
            index = end
        }
        chunkOffset += chunk.count
        hasThrown = false
    }

    /// Says that the feed ends here; throws when that is in the middle.
    public func finish() throws(JSONError) {
        try refuseAfterError()
        guard state == .end else {
            throw JSONError(.unexpectedEnd, at: chunkOffset, expected: state.expected)
        }
    }

    private func refuseOther(
        than lists: Set<String>, _ byte: UInt8, at offset: Int
    ) throws(JSONError) {
        guard state == .inOther, lists.contains(list), byte != UInt8(ascii: "n") else { return }
        throw JSONError(.syntax, at: offset, expected: "a list")
    }

    private func refuseAfterError() throws(JSONError) {
        guard hasThrown else { return }
        throw JSONError(.earlierError, at: chunkOffset, expected: "nothing more after an error")
    }

    /// The index after the value that began at `index` or in an earlier chunk; nil when it goes on
    /// in the next one, for which is kept what will be needed.
    private mutating func scan(
        _ chunk: Span<UInt8>, from index: Int
    ) throws(JSONError) -> Int? {
        let left = chunk.count - index
        let room = state.limitBytes(forElements: elementLimitBytes) - pending.count
        // One byte more than there is room for: a number ends before the byte that shows its end.
        let limit = left <= room ? chunk.count : index + room + 1
        let end: Int?
        do {
            end = try scanner.scan(chunk, from: index, limit: limit)
        } catch {
            throw error.moved(by: chunkOffset)
        }
        guard (end ?? limit) - index <= room else {
            throw JSONError(.size, at: chunkOffset + index + room, expected: state.expected)
        }
        if end == nil, state != .inOther { pending.append(copying: chunk.extracting(index...)) }
        return end
    }

    /// Does what is to be done with a value of which these bytes are the last.
    private mutating func finishValue(
        _ bytes: Span<UInt8>, at index: Int,
        element: (_ list: String, _ element: Span<UInt8>) throws -> Void
    ) throws {
        let value = state
        state = state.afterValue
        if value == .inOther { return }
        if value == .inElement, pending.isEmpty { return try element(list, bytes) }
        let start = chunkOffset + index - pending.count
        pending.append(copying: bytes)
        if value == .inElement {
            try element(list, pending.span)
        } else {
            list = try Self.name(pending.span, at: start)
        }
        pending.removeAll(keepingCapacity: true)
    }

    private static func name(_ bytes: Span<UInt8>, at start: Int) throws(JSONError) -> String {
        var parser = JSONParser(limits: JSONLimits())
        do {
            return try parser.string(in: bytes)
        } catch {
            throw error.moved(by: start)
        }
    }
}
