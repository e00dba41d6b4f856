import JSON
import Testing

struct JSONObjectTests {
    @Test
    func `members keep their order`() {
        var object = JSONObject()
        object["b"] = .null
        object["a"] = .bool(true)
        object["c"] = .bool(false)
        object["a"] = .string("again")
        #expect(object.members.map(\.name) == ["b", "a", "c"])
        #expect(object["a"] == .string("again"))
        #expect(object.count == 3)
    }

    @Test
    func `setting nil removes and null does not`() {
        var object = JSONObject([.init(name: "a", value: .null), .init(name: "b", value: .null)])
        object["a"] = nil
        object["none"] = nil
        #expect(object.members.map(\.name) == ["b"])
        object["b"] = .some(.null)
        #expect(object["b"] == .some(.null))
        #expect(object.removeValue(forName: "b") == .null)
        #expect(object.removeValue(forName: "b") == nil)
        #expect(object.isEmpty)
    }

    @Test
    func `names of other bytes are other names though they look alike`() {
        var object = JSONObject()
        object["é"] = .bool(true)
        object["e\u{301}"] = .bool(false)
        #expect(object.count == 2)
        #expect(object["é"] == .bool(true))
        #expect(JSONValue.string("é") != .string("e\u{301}"))
    }

    @Test
    func `objects are equal in the same order`() throws {
        let one = try JSONReader.value(of: #"{"a":1,"b":2}"#)
        #expect(try JSONReader.value(of: #"{ "a":1, "b":2 }"#) == one)
        #expect(try JSONReader.value(of: #"{"b":2,"a":1}"#) != one)
        #expect(try JSONReader.value(of: #"{"a":1,"b":2.0}"#) != one)
        #expect(try JSONReader.value(of: #"{"a":1}"#) != one)
    }

    @Test(arguments: [0, 1, 15, 16, 17, 40, 1000])
    func `merging keeps places and appends what is new`(count: Int) {
        func object(_ range: Range<Int>, _ value: JSONValue) -> JSONObject {
            JSONObject(range.map { .init(name: "name \($0)", value: value) })
        }
        var merged = object(0..<count, .null)
        merged.merge(object(count / 2..<2 * count, .bool(true)))
        #expect(merged.members.map(\.name) == (0..<2 * count).map { "name \($0)" })
        #expect(merged.members.prefix(count / 2).allSatisfy { $0.value == .null })
        #expect(merged.members.dropFirst(count / 2).allSatisfy { $0.value == .bool(true) })
    }

    @Test(arguments: [2, 3, 16, 17, 18, 19, 100])
    func `a name is found again among any number of members`(count: Int) throws {
        let names = (0..<count).map { "name \($0)" }
        for again in 0..<count - 1 {
            let text = Self.object(names.dropLast() + [names[again]])
            let error = try #require(throws: JSONError.self) { try JSONReader.value(of: text) }
            #expect(error.code == .duplicateName)
        }
        #expect(throws: Never.self) { try JSONReader.value(of: Self.object(names)) }
    }

    @Test
    func `a hundred thousand members are read quickly`() throws {
        let names = (0..<100_000).map { "name \($0)" }
        let text = Self.object(names)
        let clock = ContinuousClock()
        let duration = try clock.measure {
            guard case .object(let object) = try JSONReader.value(of: text) else { return }
            #expect(object.count == names.count)
        }
        // In debug builds 0.5 s; comparing each with each would take minutes.
        #expect(duration < .seconds(10))
    }

    @Test
    func `names that Swift takes for equal do not slow the reader down`() throws {
        // Marks of different classes in any order are canonically equivalent.
        let marks = ["\u{301}", "\u{323}", "\u{327}", "\u{31B}", "\u{345}", "\u{334}", "\u{5B0}"]
        let names = ["a", "b", "c", "d"].flatMap { letter in
            Self.permutations(marks).map { letter + $0.joined() }
        }
        let text = Self.object(names)
        let duration = try ContinuousClock().measure {
            guard case .object(let object) = try JSONReader.value(of: text) else { return }
            #expect(object.count == 20_160)
        }
        // In debug builds 0.1 s; names that share a hash would take a minute.
        #expect(duration < .seconds(10))
    }

    private static func object(_ names: some Sequence<String>) -> String {
        "{" + names.map { "\"\($0)\":0" }.joined(separator: ",") + "}"
    }

    private static func permutations(_ items: [String]) -> [[String]] {
        guard items.count > 1 else { return [items] }
        return items.indices.flatMap { index in
            var rest = items
            let first = rest.remove(at: index)
            return permutations(rest).map { [first] + $0 }
        }
    }
}
