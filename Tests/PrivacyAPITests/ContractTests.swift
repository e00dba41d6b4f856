import HTTPTypes
import Privacy
import Testing

/// The calls of the contract's own examples, in their order, on a fresh shop.
struct ContractTests {
    private let visitor = "a1d0c6e83f027327d8461063f4ac58a6"

    @Test func `a subject is logged, shown, forgotten and not found again`() async throws {
        let service = try TestService()
        let products = #"[{"id":1,"price":99.95,"quantity":2},{"id":33,"price":14.0,"quantity":2}]"#
        let sale = await service.sendPublicly(
            "/v2/log/sale",
            json: """
                "sale":567,"products":\(products),"customer":1234,\
                "email":"theone@matrix.example","visitor":"\(visitor)"
                """)
        #expect(sale.text == #"{"status":"ok"}"#)
        let click = await service.send(
            .get, "/v2/log/click?key=\(service.shop.key)&product=123&visitor=\(visitor)")
        #expect(click.text == #"{"status":"ok"}"#)

        let byEmail = await service.get("/v2/privacy/info", "email=TheOne%40Matrix.example")
        #expect(byEmail.text("orders") == "[567]")
        let byCustomer = await service.send(
            .post, "/privacy/info", body: "\(service.keys)&customer=1234")
        #expect(byCustomer.text("orders") == "[567]")

        let forget = await service.send(
            .post, "/v2/privacy/forget", json: #""email":"theone@matrix.example""#)
        let receipt = try #require(forget.text("receipt"))
        #expect(forget.text == #"{"status":"ok","receipt":"\#(receipt)"}"#)
        for query in ["email=theone%40matrix.example", "visitor=\(visitor)", "customer=1234"] {
            let info = await service.get("/v2/privacy/info", query)
            #expect(info.text("orders") == "[]")
            #expect(info.text("activity") == "[]")
        }
        let order = await service.get("/v2/orders", "orders=[567]")
        #expect(order.text("orders")?.contains(#""products":\#(products)"#) == true)
        #expect(order.text("orders")?.contains("matrix") == false)
        #expect(await service.get("/v2/privacy/forget", "customer=1234").status == 200)
    }
}
