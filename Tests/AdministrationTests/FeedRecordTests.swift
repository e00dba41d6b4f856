import JSON
import Privacy
import Testing

@testable import Administration

struct FeedRecordTests {
    @Test(arguments: [
        (#"{"table":"customer","id":1,"email":" A@b.example "}"#, "customer 1 A@b.example {}"),
        (#"{"table":"customer","id":0,"email":"a@b.example"}"#, "customer - a@b.example {}"),
        (
            #"{"table":"customer","id":"x","email":"null","vip":true}"#,
            #"customer x - {"vip":true}"#
        ),
        (#"{"table":"customer","id":1,"a":null,"body":{"a":2,"id":9}}"#, #"customer 1 - {"a":2}"#),
        (#"{"table":"customer","id":1,"body":"{\"a\":14.0}"}"#, #"customer 1 - {"a":14.0}"#),
        (#"{"table":"customer","id":1,"body":"text"}"#, #"customer 1 - {"body":"text"}"#),
        (#"{"table":"order","id":1,"time":5}"#, "order 1 [] 5 {}"),
        (#"{"table":"order","id":1,"time":"5.9","customer":null}"#, "order 1 [] 5 {}"),
        (
            #"{"table":"orders","id":"a","products":[1,{"id":2}],"time":5,"x":1e2}"#,
            #"order a [1,{"id":2}] 5 {"x":1e2}"#
        ),
        (
            #"{"table":"order","id":1,"time":5,"visitor":"v","email":"a@b.example"}"#,
            "link v a@b.example 5; order 1 [] 5 {}"
        ),
        (#"{"table":"order","id":1,"time":5,"visitor":"v","customer":0}"#, "order 1 [] 5 {}"),
        (#"{"table":"visitor_link","visitor":12,"customer":3}"#, "link 12 3 -"),
        (#"{"table":"link","visitor":"v","email":"undefined"}"#, ""),
        (#"{"table":"link","visitor":false,"email":"a@b.example"}"#, ""),
        (#"{"table":"page","id":7,"name":"Us"}"#, #"page 7 {"name":"Us"}"#),
        (
            #"{"table":"activity","id":1,"visitor":"v","type":"click","product":"p","time":1}"#,
            "click Clicked product p 1"
        ),
        (
            #"{"table":"activity","visitor":"v","type":"category","product":3,"time":1}"#,
            "category Viewed category 3 1"
        ),
        (
            #"{"table":"activity","visitor":"v","type":"click","description":"d","time":1}"#,
            "click d 1"
        ),
        (
            #"{"table":"activity","visitor":"v","type":"view","product":1,"description":"d","time":1}"#,
            "view d 1"
        ),
        (#"{"table":"activity","visitor":"","type":"view","description":"d","time":1}"#, ""),
    ])
    func `a record brings in what it says`(line: String, expected: String) throws {
        let changes = try Self.record(line).changes()
        #expect(changes.map(Self.text).joined(separator: "; ") == expected)
    }

    @Test(arguments: [
        (#"{"id":1}"#, "table"), (#"{"table":7}"#, "table"), (#"{"table":"customers"}"#, "table"),
        (#"{"table":"customer","name":"x"}"#, "id"), (#"{"table":"customer","id":1.5}"#, "id"),
        (#"{"table":"customer","id":[1]}"#, "id"), (#"{"table":"customer","email":7}"#, "email"),
        (#"{"table":"customer","email":{}}"#, "email"), (#"{"table":"order","time":5}"#, "id"),
        (#"{"table":"order","id":1}"#, "time"), (#"{"table":"order","id":1,"time":"x"}"#, "time"),
        (#"{"table":"order","id":1,"time":-1}"#, "time"),
        (#"{"table":"order","id":1,"time":1527206400000}"#, "time"),
        (#"{"table":"order","id":1,"time":5,"products":1}"#, "products"),
        (#"{"table":"order","id":1,"time":5,"products":[true]}"#, "products"),
        (#"{"table":"order","id":1,"time":5,"products":[{}]}"#, "id"),
        (#"{"table":"order","id":1,"time":5,"visitor":[]}"#, "visitor"),
        (#"{"table":"activity","visitor":"v","time":1}"#, "type"),
        (#"{"table":"activity","visitor":"v","type":"view","time":1}"#, "description"),
        (#"{"table":"activity","visitor":"v","type":"click","product":1}"#, "time"),
        (#"{"table":"product","name":"x"}"#, "id"),
    ])
    func `a record that is not as it should be is refused by the name of its field`(
        line: String, field: String
    ) {
        let fault = #expect(throws: RecordFault.self) { try Self.record(line).changes() }
        #expect(fault?.message.hasPrefix(field + ": expected ") == true)
    }

    @Test(arguments: ["id", "email", "visitor"])
    func `an identifier over its limit is refused`(field: String) throws {
        let long = String(repeating: "x", count: 1_025)
        var object = JSONObject([
            JSONObject.Member(name: "table", value: .string("order")),
            JSONObject.Member(name: "id", value: .string("1")),
            JSONObject.Member(name: "time", value: .number(JSONNumber(1))),
        ])
        object[field] = .string(String(long.dropLast()))
        _ = try FeedRecord(line: object).changes()
        object[field] = .string(long)
        let fault = #expect(throws: RecordFault.self) { try FeedRecord(line: object).changes() }
        #expect(fault?.message.hasPrefix(field) == true)
        #expect(fault?.message.contains("xx") == false)
    }

    private static func record(_ line: String) throws -> FeedRecord {
        guard case .object(let object) = try JSONReader.value(of: line) else {
            throw RecordFault("not an object")
        }
        return try FeedRecord(line: object)
    }

    /// A change in few words.
    private static func text(_ change: Change) -> String {
        switch change {
        case .customer(let customer):
            let id = customer.id?.text ?? "-"
            return "customer \(id) \(customer.email?.text ?? "-") \(text(customer.attributes))"
        case .order(let order):
            let products = JSONWriter.text(of: .array(order.products ?? []))
            let time = order.time.map(String.init) ?? "-"
            return "order \(order.id.text) \(products) \(time) \(text(order.attributes))"
        case .link(let link):
            let who = link.email?.text ?? link.customer?.text ?? "-"
            return "link \(link.visitor.text) \(who) \(link.time.map(String.init) ?? "-")"
        case .item(let item): return "\(item.kind) \(item.id.text) \(text(item.attributes))"
        case .activity(let record):
            var words: [UInt8] = []
            record.action.describe(itemName: nil, into: &words)
            let description = String(decoding: words, as: UTF8.self)
            return "\(record.action.type) \(description) \(record.time ?? -1)"
        default: return "something else"
        }
    }

    private static func text(_ object: JSONObject) -> String {
        JSONWriter.text(of: .object(object))
    }
}
