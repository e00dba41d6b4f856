import HTTPTypes
import Privacy
import Testing

/// Words by which shops say that there is nobody.
struct NobodyTests {
    @Test(arguments: ["null", #""""#, #""null""#, #""undefined""#, #""false""#, "false"])
    func `an argument that names nobody counts as not given`(word: String) async throws {
        let service = try TestService()
        for name in ["email", "customer", "visitor"] {
            let info = await service.send(.post, "/privacy/info", json: #""\#(name)":\#(word)"#)
            #expect(info.refusal == "400 ParsingError")
            #expect(info.text("message")?.contains("at least one") == true)
        }
    }

    @Test(arguments: ["customer=0", "customer=null", "email=%20", "email=undefined", "visitor="])
    func `a query that names nobody is about nobody`(query: String) async throws {
        let service = try TestService()
        #expect(await service.get("/privacy/forget", query).refusal == "400 ParsingError")
    }

    @Test(arguments: ["0", #""0""#])
    func `a guest's sale is kept without a customer`(customer: String) async throws {
        let service = try TestService()
        _ = await service.send(
            .post, "/log/sale", json: #""sale":1,"products":[],"customer":\#(customer)"#)
        let orders = await service.get("/orders", "orders=1")
        #expect(orders.text("orders")?.contains("customer") == false)
    }

    @Test(arguments: ["null", #""""#, #""null""#, #""undefined""#, #""false""#, "false"])
    func `a log call whose visitor is nobody is ok and stores no activity`(
        word: String
    ) async throws {
        let service = try TestService()
        let click = await service.sendPublicly(
            "/log/click", json: #""product":1,"visitor":\#(word)"#)
        #expect(click.text == #"{"status":"ok"}"#)
        let sale = await service.sendPublicly(
            "/log/sale", json: #""sale":1,"products":[],"email":"a@b.example","visitor":\#(word)"#)
        #expect(sale.text == #"{"status":"ok"}"#)
        let info = await service.get("/privacy/info", "email=a@b.example")
        #expect(info.text("orders") == "[1]")
        #expect(info.text("activity") == "[]")
        #expect(info.text("visitors") == "[]")
    }

    @Test func `a log call without its visitor is refused`() async throws {
        let service = try TestService()
        for (path, members) in [
            ("/log/click", #""product":1"#), ("/log/category", #""category":1"#),
            ("/log/email", #""email":"a@b.example""#),
        ] {
            let answer = await service.sendPublicly(path, json: members)
            #expect(answer.refusal == "400 ParsingError")
            #expect(answer.text("message")?.hasPrefix("visitor: required") == true)
        }
    }

    @Test(arguments: [#"{"id":0}"#, #"{"id":"null","email":" "}"#, #"{"name":"x"}"#, "{}"])
    func `a customer object that names nobody is refused`(object: String) async throws {
        let service = try TestService()
        let answer = await service.send(
            .post, "/customers", json: #""customers":[{"id":1},\#(object)]"#)
        #expect(answer.refusal == "400 ParsingError")
        #expect(answer.text("message")?.hasPrefix("customers[1]: required") == true)
        #expect(await service.get("/customers", "customers=1").text("customers") == "[]")
    }
}
