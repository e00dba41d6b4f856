/// Takes a text of lines (`.jsonl`) apart while it arrives.
///
/// A line ends with LF or CR LF; the last one may go without. Empty lines are counted and not handed
/// out. However the text is cut, the lines are the same. What stands in a line is not looked at.
///
/// A splitter that threw has lost its place in the text: every further call throws too.
public struct LineSplitter: Sendable {
    /// A line longer than any order or product; as much as a request's body may be.
    public static let defaultLineLimitBytes = 16 << 20

    private let lineLimitBytes: Int
    /// What earlier chunks had of the line that is not complete yet.
    private var pending: [UInt8] = []
    /// The number of the line that is not complete yet.
    private var number = 1
    /// Where that line begins.
    private var lineOffset = 0
    /// Also set while a call is under way, so that every way out of one by an error leaves it set.
    private var hasThrown = false

    /// A splitter at the beginning of a text; no line may be longer than said, its end not counted.
    public init(lineLimitBytes: Int = LineSplitter.defaultLineLimitBytes) {
        self.lineLimitBytes = lineLimitBytes
    }

    /// Goes through the next bytes and hands out each line that ends in them, with its number from 1.
    ///
    /// Throws a `JSONError` with the offset in the whole text, or what `line` throws.
    public mutating func push(
        _ chunk: Span<UInt8>, line: (_ number: Int, _ line: Span<UInt8>) throws -> Void
    ) throws {
        try refuseAfterError()
        hasThrown = true
        var start = 0
        while let end = Self.lineFeed(in: chunk, from: start) {
            if pending.isEmpty {
                try finishLine(chunk.extracting(start..<end), line: line)
            } else {
                try keep(chunk.extracting(start..<end))
                try finishPending(line: line)
            }
            start = end + 1
        }
        try keep(chunk.extracting(start...))
        hasThrown = false
    }

    /// Says that the text ends here, and hands out a last line that has no end.
    public mutating func finish(
        line: (_ number: Int, _ line: Span<UInt8>) throws -> Void
    ) throws {
        try refuseAfterError()
        hasThrown = true
        try finishPending(line: line)
        hasThrown = false
    }

    private func refuseAfterError() throws(JSONError) {
        guard hasThrown else { return }
        throw JSONError(.earlierError, at: lineOffset, expected: "nothing more after an error")
    }

    /// Keeps what the next chunk will complete.
    private mutating func keep(_ bytes: Span<UInt8>) throws(JSONError) {
        // One byte more than the limit: it may be the CR of a line's end.
        guard bytes.count - 1 <= lineLimitBytes - pending.count else { throw tooLong }
        pending.append(copying: bytes)
    }

    private mutating func finishPending(
        line: (_ number: Int, _ line: Span<UInt8>) throws -> Void
    ) throws {
        var bytes: [UInt8] = []
        swap(&bytes, &pending)
        try finishLine(bytes.span, line: line)
        bytes.removeAll(keepingCapacity: true)
        swap(&bytes, &pending)
    }

    private mutating func finishLine(
        _ bytes: Span<UInt8>, line: (_ number: Int, _ line: Span<UInt8>) throws -> Void
    ) throws {
        let endsWithCR = !bytes.isEmpty && bytes[bytes.count - 1] == ASCII.carriageReturn
        let content = bytes.extracting(droppingLast: endsWithCR ? 1 : 0)
        guard content.count <= lineLimitBytes else { throw tooLong }
        if !content.isEmpty { try line(number, content) }
        number += 1
        lineOffset += bytes.count + 1
    }

    private var tooLong: JSONError {
        JSONError(.size, at: lineOffset + lineLimitBytes, expected: "the end of the line")
    }

    private static func lineFeed(in chunk: Span<UInt8>, from start: Int) -> Int? {
        var index = start
        while index < chunk.count {
            if chunk[index] == ASCII.lineFeed { return index }
            index += 1
        }
        return nil
    }
}
