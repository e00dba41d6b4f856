import JSON
import Testing

struct JSONErrorTests {
    /// Letters that no message of ours has; each stands where the fault is.
    @Test(arguments: [
        "QZQZ", "[QZQZ]", #"{"QZQZ"}"#, #"{"QZQZ":1,"QZQZ":2}"#, #""QZQZ\Q""#, #""QZQZ\ud800""#,
        "1QZQZ", #"["QZQZ""#, #""QZQZ"#, "{QZQZ:1}", "-QZQZ", "tQZQZ", "\"QZQZ\n\"", #"{}"QZQZ""#,
    ])
    func `a message has nothing of the text in it`(text: String) throws {
        let error = try #require(throws: JSONError.self) { try JSONReader.value(of: text) }
        for words in [error.message, error.description, "\(error)", error.code.rawValue] {
            #expect(!words.contains("Q"))
        }
    }

    @Test
    func `a message says what was expected and where`() throws {
        let syntax = try #require(throws: JSONError.self) { try JSONReader.value(of: "[1 2]") }
        #expect(syntax.message == "Expected a comma or a closing bracket at byte 3.")
        let end = try #require(throws: JSONError.self) { try JSONReader.value(of: #"{"key": "#) }
        #expect(end.message == "The text ends at byte 8, where a value was expected.")
        #expect("\(end)" == "unexpectedEnd: \(end.message)")
    }
}
