import HTTPTypes
import Privacy
import Testing

/// Ids, in every way in which they can come, and as they are given back.
struct IdentifierTests {
    @Test(arguments: [
        ("0", "0"), ("-5", "-5"), ("123456789012345", "123456789012345"),
        ("1234567890123456", #""1234567890123456""#), ("007", #""007""#), ("-0", #""-0""#),
        ("1.0", #""1.0""#), ("1e3", #""1e3""#), ("A-789", #""A-789""#), ("%2B5", #""+5""#),
        ("Null", #""Null""#), ("%22", #""\"""#), ("%F0%9F%A6%8A", #""🦊""#), ("%00", "\"\\u0000\""),
    ])
    func `an id of a query is given back as an integer when it is written like one`(
        sent: String, given: String
    ) async throws {
        let service = try TestService()
        let sale = await service.get("/log/sale", "sale=\(sent)&products=7")
        #expect(sale.status == 200)
        let orders = await service.get("/orders", "orders=\(sent)")
        #expect(orders.text("orders")?.hasPrefix(#"[{"id":\#(given),"products":[7],"#) == true)
    }

    @Test(arguments: [
        "0", #""0""#, "-5", #""-5""#, #""007""#, "123456789012345", "1234567890123456",
        "12345678901234567890123", #""1.0""#, #""A 7""#, #""\u0000""#, #""\"\\""#, #""é""#,
    ])
    func `an id of JSON is given back in its own type`(sent: String) async throws {
        let service = try TestService()
        let sale = await service.send(.post, "/log/sale", json: #""sale":\#(sent),"products":[]"#)
        #expect(sale.status == 200)
        let orders = await service.send(
            .get, "/orders?\(service.keys)&orders=[\(Self.escaped(sent))]")
        #expect(orders.text("orders")?.hasPrefix(#"[{"id":\#(sent),"#) == true)
    }

    @Test(arguments: ["1.0", "1e3", "-0.5", "true", "[1]", #"{"id":1}"#])
    func `anything else of JSON is no id`(sent: String) async throws {
        let service = try TestService()
        let sale = await service.send(.post, "/log/sale", json: #""sale":\#(sent),"products":[]"#)
        #expect(sale.refusal == "400 ParsingError")
        #expect(sale.text("message") == "sale: expected a string or an integer")
    }

    @Test(arguments: ["null", "false", #""""#, #""null""#, #""undefined""#, #""false""#])
    func `a word for nothing is no id`(sent: String) async throws {
        let service = try TestService()
        let sale = await service.send(.post, "/log/sale", json: #""sale":\#(sent),"products":[]"#)
        #expect(sale.refusal == "400 ParsingError")
        #expect(sale.text("message") == "sale: required; expected a string or an integer")
    }

    @Test func `an id of either type names the same thing`() async throws {
        let service = try TestService()
        let sent = await service.send(
            .post, "/products", json: #""products":[{"id":"12","name":"Red shoes"}]"#)
        #expect(sent.status == 200)
        let products = await service.get("/products", "products=[12]")
        #expect(products.text("products") == #"[{"id":"12","name":"Red shoes"}]"#)
    }

    @Test(arguments: [
        (1_024, "200 no error"), (1_025, "400 ParsingError"),
    ])
    func `an id, an e-mail and a visitor have a longest length`(
        length: Int, outcome: String
    ) async throws {
        let service = try TestService()
        let text = String(repeating: "x", count: length)
        let calls = [
            ("/log/click", #""product":"\#(text)","visitor":"v""#),
            ("/log/click", #""product":1,"visitor":"\#(text)""#),
            ("/privacy/info", #""email":"\#(text)""#),
            ("/privacy/info", #""customer":"\#(text)""#),
        ]
        for (path, members) in calls {
            #expect(await service.send(.post, path, json: members).refusal == outcome)
        }
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            let digits = String(byte, radix: 16)
            escaped += "%" + (digits.count == 1 ? "0" : "") + digits
        }
        return escaped
    }
}
