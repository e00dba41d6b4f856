import JSON
import Testing

struct JSONLimitsTests {
    static let brackets = [("[", "]"), (#"{"a":"#, "}"), (#"[{"a":["#, "]}]")]

    @Test(arguments: brackets.prefix(2), [1, 2, 63, 64])
    func `nesting up to the limit is read and one level more is refused`(
        brackets: (open: String, close: String), depth: Int
    ) throws {
        let text = Self.nested(brackets, depth)
        let limits = JSONLimits(depth: depth)
        #expect(JSONWriter.text(of: try JSONReader.value(of: text, limits: limits)) == text)

        let deeper = Self.nested(brackets, depth + 1)
        let error = try #require(throws: JSONError.self) {
            try JSONReader.value(of: deeper, limits: limits)
        }
        #expect(error.code == .depth)
        #expect(error.offset == brackets.open.utf8.count * depth)
    }

    @Test
    func `sixty-four levels are the limit unless it is said otherwise`() throws {
        #expect(JSONLimits().depth == 64)
        #expect(throws: Never.self) { try JSONReader.value(of: Self.nested(("[", "]"), 64)) }
        #expect(throws: JSONError.self) { try JSONReader.value(of: Self.nested(("[", "]"), 65)) }
    }

    @Test
    func `levels beside one another do not add up`() throws {
        let text = "[" + Array(repeating: "[{}]", count: 1000).joined(separator: ",") + "]"
        let value = try JSONReader.value(of: text, limits: JSONLimits(depth: 3))
        #expect(JSONWriter.text(of: value) == text)
    }

    @Test(arguments: brackets)
    func `no depth that is asked for brings the stack to its end`(
        brackets: (open: String, close: String)
    ) throws {
        let text = String(repeating: brackets.open, count: 1_000_000)
        let error = try #require(throws: JSONError.self) {
            try JSONReader.value(of: text, limits: JSONLimits(depth: .max))
        }
        #expect(error.code == .depth)
    }

    @Test
    func `a limit of nothing leaves the scalars`() throws {
        #expect(try JSONReader.value(of: "1", limits: JSONLimits(depth: 0)) == .number(.init(1)))
        #expect(throws: JSONError.self) {
            try JSONReader.value(of: "[]", limits: JSONLimits(depth: -1))
        }
    }

    private static func nested(_ brackets: (open: String, close: String), _ depth: Int) -> String {
        let inner = brackets.open == "[" ? "" : "0"
        return String(repeating: brackets.open, count: depth) + inner
            + String(repeating: brackets.close, count: depth)
    }
}
