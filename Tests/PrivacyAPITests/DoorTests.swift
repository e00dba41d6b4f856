import HTTPTypes
import JSON
import Privacy
import PrivacySQLite
import Testing

/// What a shop does not collect is dropped, and the answer says so.
struct DoorTests {
    private let sale =
        #""sale":1,"products":[2],"customer":7,"email":"a@b.example","visitor":"v""#

    @Test(arguments: [
        ("history", "/log/click", #""product":1,"visitor":"v""#, #"["history"]"#),
        ("history", "/log/cart/add", #""products":[1],"visitor":"v""#, #"["history"]"#),
        ("preferences", "/log/email", #""email":"a@b.example","visitor":"v""#, #"["preferences"]"#),
        ("email", "/log/email", #""email":"a@b.example","visitor":"v""#, #"["email"]"#),
        ("email", "/subscriber/subscribe", #""email":"a@b.example""#, #"["email"]"#),
        ("orders", "/orders", #""orders":[{"id":1,"products":[],"time":1}]"#, #"["orders"]"#),
        ("orders", "/orders/parcels", #""order_id":1"#, #"["orders"]"#),
        ("customers", "/customers", #""customers":[{"id":1}]"#, #"["customers"]"#),
    ])
    func `a call of a kind that is not collected is ok and ignored`(
        kind: String, path: String, members: String, ignored: String
    ) async throws {
        let service = try TestService()
        try collectAll(but: [kind], in: service)
        let answer = await service.send(.post, path, json: members)
        #expect(answer.text == #"{"status":"ok","ignored":\#(ignored)}"#)
    }

    @Test func `a sale keeps what is collected of it`() async throws {
        let service = try TestService()
        try collectAll(but: ["email", "preferences"], in: service)
        let answer = await service.send(.post, "/log/sale", json: sale)
        #expect(answer.text == #"{"status":"ok","ignored":["preferences","email"]}"#)
        let info = await service.get("/privacy/info", "customer=7")
        #expect(info.text("orders") == "[1]")
        #expect(info.text("activity") == "[]")
        #expect(info.text("emails") == "[]")
        #expect(info.text("visitors") == "[]")
    }

    @Test func `a call of which everything is collected says nothing of it`() async throws {
        let service = try TestService()
        try collectAll(but: ["customers"], in: service)
        #expect(await service.send(.post, "/log/sale", json: sale).text == #"{"status":"ok"}"#)
    }

    private func collectAll(but kinds: Set<String>, in service: TestService) throws {
        var settings = service.shop.settings
        let names = DataKinds.named.map(\.name).filter { !kinds.contains($0) }
        settings.collected = try #require(DataKinds(names: names))
        _ = try service.store.configure(service.shop.id, settings)
    }
}
