import HTTPTypes
import Privacy
import Testing

/// The `visitor` of log calls and of privacy calls.
struct VisitorTests {
    @Test func `auto makes a new id each time and says it`() async throws {
        let service = try TestService()
        var visitors: Set<String> = []
        for _ in 0..<3 {
            let click = await service.sendPublicly(
                "/log/click", json: #""product":1,"visitor":"auto""#)
            let visitor = try #require(click.text("visitor"))
            #expect(visitor.count == 16)
            visitors.insert(visitor)
            let info = await service.get("/privacy/info", "visitor=\(visitor)")
            #expect(info.text("activity")?.contains("Clicked product 1") == true)
        }
        #expect(visitors.count == 3)
    }

    @Test(arguments: ["/log/sale", "/log/email", "/log/cart/add", "/log/basket/set"])
    func `every log call that takes a visitor can have a new one`(path: String) async throws {
        let service = try TestService()
        let answer = await service.sendPublicly(
            path, json: #""sale":1,"products":[1],"email":"a@b.example","visitor":"auto""#)
        #expect(answer.text("visitor")?.count == 16)
        let info = await service.get("/privacy/info", "email=a@b.example")
        #expect(info.text("visitors")?.contains(answer.text("visitor") ?? "none") == true)
    }

    @Test(arguments: ["/privacy/info", "/privacy/forget"])
    func `auto is no subject`(path: String) async throws {
        let service = try TestService()
        let answer = await service.get(path, "visitor=auto&email=a@b.example")
        #expect(answer.refusal == "400 ParsingError")
    }

    @Test func `in an order auto names nobody`() async throws {
        let service = try TestService()
        _ = await service.send(
            .post, "/orders",
            json:
                #""orders":[{"id":1,"products":[],"time":5,"email":"a@b.example","visitor":"auto"}]"#
        )
        let orders = await service.get("/orders", "orders=1")
        #expect(
            orders.text("orders") == #"[{"id":1,"products":[],"time":5,"email":"a@b.example"}]"#)
    }

    @Test func `a visitor is text, however it came`() async throws {
        let service = try TestService()
        _ = await service.sendPublicly("/log/click", json: #""product":1,"visitor":123"#)
        let info = await service.get("/privacy/info", "visitor=123")
        #expect(info.text("visitors")?.contains(#""visitor":"123""#) == true)
    }
}
