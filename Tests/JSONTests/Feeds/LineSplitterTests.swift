import JSON
import Testing

struct LineSplitterTests {
    static let text = "{\"a\":1}\n\n{}\r\n\r\n \n[\r]\r\n\"é\"\r\r\nlast"
    static let lines = ["1: {\"a\":1}", "3: {}", "5:  ", "6: [\r]", "7: \"é\"\r", "8: last"]

    @Test(arguments: ["", "\n", "\r\n"])
    func `lines are handed out with their numbers, the last one with an end or without`(
        end: String
    ) throws {
        #expect(try Self.split(Self.text + end, size: 1000) == Self.lines)
    }

    @Test(arguments: 1...45)
    func `chunks of any size give the same lines`(size: Int) throws {
        #expect(try Self.split(Self.text, size: size) == Self.lines)
    }

    @Test(arguments: ["", "\n", "\r\n\n", "\r"])
    func `a text of empty lines has none to hand out`(text: String) throws {
        #expect(try Self.split(text, size: 1) == [])
    }

    @Test(arguments: ["\n", "\r\n", ""], 1...16)
    func `a line of the limit is handed out and one byte more is refused`(
        end: String, size: Int
    ) throws {
        let first = "ab" + (end.isEmpty ? "\n" : end)
        let lines = try Self.split(first + "12345" + end, size: size, limit: 5)
        #expect(lines == ["1: ab", "2: 12345"])
        let error = try #require(throws: JSONError.self) {
            try Self.split(first + "123456" + end, size: size, limit: 5)
        }
        #expect(error.code == .size)
        #expect(error.offset == first.utf8.count + 5)
    }

    @Test
    func `a line without an end is refused before it is held in memory`() throws {
        var splitter = LineSplitter(lineLimitBytes: 100)
        let chunk = [UInt8](repeating: UInt8(ascii: "x"), count: 102)
        let push = try #require(throws: JSONError.self) {
            try splitter.push(chunk.span) { _, _ in }
        }
        #expect(push.code == .size)
        let finish = try #require(throws: JSONError.self) { try splitter.finish { _, _ in } }
        #expect(finish.code == .earlierError)
    }

    private static func split(
        _ text: String, size: Int, limit: Int = LineSplitter.defaultLineLimitBytes
    ) throws -> [String] {
        let bytes = Array(text.utf8)
        var splitter = LineSplitter(lineLimitBytes: limit)
        var lines: [String] = []
        func take(number: Int, line: Span<UInt8>) {
            lines.append("\(number): \(String(decoding: [UInt8](copying: line), as: UTF8.self))")
        }
        for start in stride(from: 0, to: bytes.count, by: size) {
            let end = min(start + size, bytes.count)
            try splitter.push(bytes.span.extracting(start..<end), line: take)
        }
        try splitter.finish(line: take)
        return lines
    }
}
