import JSON
import Testing

struct FeedSplitterTests {
    static let feed = #"""
         { "version" : {"orders":[1,{"a":"]}"}]}, "products":[ {"id":1,"name":"a \"b\" ]}\\"} ,
        {"id":2 ,"tags":["x",[],{}]}],"empty":[ ],"note":"[1,2]","n":-1.5e3,"orders" : [567,"A-789",
        null,true , -0.5 ,[[]],{},"",[ ]
        ],"cat\u00e9gories":["é€𝄞"],"last":null } \#n
        """#

    static let lines = [
        #"products: {"id":1,"name":"a \"b\" ]}\\"}"#, #"products: {"id":2 ,"tags":["x",[],{}]}"#,
        "orders: 567", #"orders: "A-789""#, "orders: null", "orders: true", "orders: -0.5",
        "orders: [[]]", "orders: {}", #"orders: """#, "orders: [ ]", #"catégories: "é€𝄞""#,
    ]

    @Test
    func `each element of each list is handed out as it was written`() {
        let bytes = Array(Self.feed.utf8)
        let record = FeedRecord(of: bytes, chunks: [bytes.count])
        #expect(record.code == nil)
        #expect(record.lines == Self.lines)
    }

    @Test
    func `a feed cut at any byte gives the same elements`() {
        let bytes = Array(Self.feed.utf8)
        for cut in 0...bytes.count {
            let record = FeedRecord(of: bytes, chunks: [cut, bytes.count - cut])
            #expect(record.code == nil)
            #expect(record.lines == Self.lines, "cut at \(cut)")
        }
    }

    @Test(arguments: 1...64)
    func `a feed in chunks of any size gives the same elements`(size: Int) {
        let bytes = Array(Self.feed.utf8)
        let chunks = stride(from: 0, to: bytes.count, by: size).map { min(size, bytes.count - $0) }
        let record = FeedRecord(of: bytes, chunks: chunks)
        #expect(record.code == nil)
        #expect(record.lines == Self.lines)
    }

    @Test
    func `a feed that ends early is refused at its end`() {
        let bytes = Array(Self.feed.utf8)
        let end = bytes.lastIndex(of: UInt8(ascii: "}")) ?? 0
        for count in 0...end {
            let record = FeedRecord(of: Array(bytes[..<count]), chunks: [count])
            #expect(record.code == .unexpectedEnd)
            #expect(record.offset == count)
            #expect(record.lines == Array(Self.lines.prefix(record.lines.count)))
        }
    }

    @Test(
        arguments: [
            ("[]", .syntax, 0), ("1", .syntax, 0), ("\u{FEFF}{}", .syntax, 0),
            ("{}x", .trailing, 2),
            ("{} {}", .trailing, 3), ("{,}", .syntax, 1), (#"{"a":[],}"#, .syntax, 8),
            ("{a:[]}", .syntax, 1),
            (#"{"a"[]}"#, .syntax, 4), (#"{"a":}"#, .syntax, 5), (#"{"a":,}"#, .syntax, 5),
            (#"{"a":1 2}"#, .syntax, 7), (#"{"a":[1 2]}"#, .syntax, 8),
            (#"{"a":[1,]}"#, .syntax, 8),
            (#"{"a":[,1]}"#, .syntax, 6), (#"{"a":[1}"#, .syntax, 7), (#"{"a":[{]}"#, .syntax, 7),
            (#"{"a":[[}]}"#, .syntax, 7), (#"{"a":[1]]}"#, .syntax, 8),
            (#"{"a":['x']}"#, .syntax, 6),
            (#"{"a":[é]}"#, .syntax, 6), (#"{"a":[1"2"]}"#, .syntax, 7),
            ("{\"a\":[\"\n\"]}", .syntax, 7),
            (#"{"\ud800":[]}"#, .surrogate, 8), (#"{"\x":[]}"#, .syntax, 3),
            (#"{"a":{"b":]}}"#, .syntax, 10),
        ] as [(String, JSONError.Code, Int)])
    func `a broken feed is refused where its fault is, wherever it is cut`(
        text: String, code: JSONError.Code, offset: Int
    ) {
        let bytes = Array(text.utf8)
        let whole = FeedRecord(of: bytes, chunks: [bytes.count])
        #expect(whole.code == code)
        #expect(whole.offset == offset)
        #expect(FeedRecord(of: bytes, chunks: bytes.map { _ in 1 }) == whole)
    }

    @Test
    func `nesting of sixty-four levels is handed out and one more is refused`() {
        for (depth, code) in [(64, nil), (65, JSONError.Code.depth)] {
            for (open, close) in [("[", "]"), (#"{"a":"#, "}")] {
                let inner = open == "[" ? "" : "0"
                let element =
                    String(repeating: open, count: depth) + inner
                    + String(repeating: close, count: depth)
                let record = FeedRecord(
                    of: Array(#"{"a":[\#(element)]}"#.utf8),
                    chunks: [
                        element.utf8.count + 8
                    ])
                #expect(record.code == code)
                #expect(record.offset == (code == nil ? nil : 6 + 64 * open.utf8.count))
                #expect((try? JSONReader.value(of: element)) != nil || code != nil)
            }
        }
    }

    @Test(arguments: ["1234567", #""12345""#, "[[1,2]]", #"{"a":1}"#])
    func `an element of the limit is handed out and one byte more is refused`(element: String) {
        let bytes = Array(#"{"list":[ \#(element) , 1]}"#.utf8)
        for size in 1...bytes.count {
            let chunks = stride(from: 0, to: bytes.count, by: size).map {
                min(size, bytes.count - $0)
            }
            let within = FeedRecord(of: bytes, chunks: chunks, elementLimitBytes: 7)
            #expect(within.lines == ["list: \(element)", "list: 1"])
            #expect(within.code == nil)
            let beyond = FeedRecord(of: bytes, chunks: chunks, elementLimitBytes: 6)
            #expect(beyond.lines == [])
            #expect(beyond.code == .size)
            #expect(beyond.offset == 16)
        }
    }

    @Test
    func `a member that is no list may be of any length and a name may not`() {
        let long = String(repeating: "x", count: 5000)
        let skipped = Array(#"{"a":"\#(long)","b":[1]}"#.utf8)
        #expect(
            FeedRecord(of: skipped, chunks: [skipped.count], elementLimitBytes: 1).lines == ["b: 1"]
        )
        let named = Array(#"{"\#(long)":[1]}"#.utf8)
        #expect(FeedRecord(of: named, chunks: [named.count]).code == .size)
    }

    @Test
    func `what the receiver throws comes out as it is and ends the splitter`() throws {
        struct Refusal: Error {}
        var splitter = FeedSplitter()
        #expect(throws: Refusal.self) {
            try splitter.push(Array(#"{"a":[1]}"#.utf8).span) { _, _ in throw Refusal() }
        }
        let push = try #require(throws: JSONError.self) {
            try splitter.push(Array(#"{"a":[1]}"#.utf8).span) { _, _ in }
        }
        #expect(push.code == .earlierError)
        let finish = try #require(throws: JSONError.self) { try splitter.finish() }
        #expect(finish.code == .earlierError)
    }

    @Test(arguments: 0..<10)
    func `random lists come out as the values that went in`(seed: UInt64) throws {
        var random = RandomJSON(seed: seed)
        var generator = SeededGenerator(seed: seed)
        let values = (0..<30).map { _ in random.value() }
        let feed = JSONWriter.bytes(
            of: .object(
                JSONObject([
                    .init(name: "skipped", value: .object(random.object(depth: 0))),
                    .init(name: "list", value: .array(values)),
                ])))
        var chunks: [Int] = []
        var left = feed.count
        while left > 0 {
            chunks.append(Int.random(in: 1...min(left, 40), using: &generator))
            left -= chunks.last ?? 0
        }
        let record = FeedRecord(of: feed, chunks: chunks)
        #expect(record.code == nil)
        #expect(try record.elements.map { try JSONReader.value(of: $0.text) } == values)
    }
}
