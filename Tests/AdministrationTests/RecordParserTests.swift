import JSON
import Testing

@testable import Administration

struct RecordParserTests {
    private static let texts = [
        ("a.jsonl", "{\"table\":\"customer\",\"id\":1}\r\n\n{\"table\":\"page\",\"id\":2}\n{]\n"),
        ("a.json", #"{"x":[[1]],"pages":[{"id":"a]"},{"id":2}],"y":1,"customers":[{"id":3},4]}"#),
    ]

    @Test(arguments: texts)
    func `a file gives the same records however it is cut`(name: String, text: String) {
        let whole = Self.entries(of: text, in: name, cutAfter: text.utf8.count)
        #expect(whole.count == (name == "a.json" ? 4 : 3))
        for size in 1..<text.utf8.count {
            #expect(Self.entries(of: text, in: name, cutAfter: size) == whole, "\(size)")
        }
    }

    @Test func `records are named by their line or their list`() {
        let lines = Self.entries(of: Self.texts[0].1, in: "a.jsonl", cutAfter: 5)
        #expect(lines.map { $0.prefix(6) } == ["line 1", "line 3", "line 4"])
        let feed = Self.entries(of: Self.texts[1].1, in: "a.json", cutAfter: 5)
        #expect(feed[1].hasPrefix("pages[1]"))
        #expect(feed[3] == "customers[1] expected an object.")
    }

    @Test func `a feed that breaks off fails after its last whole record`() {
        var parser = RecordParser(path: "a.json")
        let entries = parser.push(Array(#"{"orders":[{"id":1,"time":2},{"id""#.utf8))
        #expect(entries.count == 1 && parser.failure == nil)
        #expect(parser.finish().isEmpty)
        #expect(parser.failure?.isEmpty == false)
    }

    private static func entries(of text: String, in name: String, cutAfter size: Int) -> [String] {
        var parser = RecordParser(path: name)
        var entries: [RecordParser.Entry] = []
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            entries += parser.push(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        entries += parser.finish()
        return entries.map { entry in
            switch entry.content {
            case .success(let record):
                let fields = JSONWriter.text(of: .object(record.fields))
                return "\(entry.position) \(record.table) \(fields)"
            case .failure(let fault): return "\(entry.position) \(fault.message)"
            }
        }
    }
}
