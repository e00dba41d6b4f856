import HTTPServer
import HTTPTypes
import JSON
import Privacy
import PrivacyAPI
import Testing

/// Errors: their envelope, their page, and what is in neither.
struct ErrorTests {
    private static let marker = "Zq7MARKERzq7"

    @Test func `every refusal is the contract's envelope`() async throws {
        let service = try TestService()
        for answer in [
            await service.send(.get, "/v2/nothing"), await service.send(.put, "/health"),
            await service.get("/privacy/info"), await service.send(.get, "/orders?key=x&orders=1"),
            await service.send(.post, "/orders", body: "{", type: "application/json"),
        ] {
            let id = try #require(answer.text("id"))
            #expect(id.count == 32)
            #expect(id.allSatisfy { $0.isHexDigit && !$0.isUppercase })
            let expected = """
                {"status":"error","message":"\(answer.text("message") ?? "")",\
                "moreInfo":"https://privacy.example/error/\(id)",\
                "type":"\(answer.text("type") ?? "")","id":"\(id)"}
                """
            #expect(answer.text == expected)
        }
    }

    @Test func `an id is never the same twice`() async throws {
        let service = try TestService()
        var ids: Set<String> = []
        for _ in 0..<100 { ids.insert(await service.get("/nothing").text("id") ?? "") }
        #expect(ids.count == 100)
    }

    @Test(arguments: [
        (RequestFailure(status: .contentTooLarge, message: "Large."), "413 ParsingError"),
        (RequestFailure(status: .uriTooLong, message: "Long."), "414 ParsingError"),
        (RequestFailure(status: .requestHeaderFieldsTooLarge, message: "x"), "431 ParsingError"),
        (RequestFailure(status: .unsupportedMediaType, message: "x"), "415 ParsingError"),
        (RequestFailure(status: .badRequest, message: "x"), "400 ParsingError"),
        (RequestFailure(status: .serviceUnavailable, message: "x"), "503 InternalError"),
    ])
    func `what the server refuses by itself has the same envelope`(
        failure: RequestFailure, refusal: String
    ) throws {
        let service = try TestService()
        let answer = Answer(service.api.response(to: failure, id: RequestID()))
        #expect(answer.refusal == refusal)
        #expect(answer.text("message") == failure.message)
    }

    @Test func `nothing that a caller chose is in an envelope, a page or the metrics`() async throws
    {
        let service = try TestService()
        let marker = Self.marker
        var answers: [Answer] = []
        for route in Self.names {
            let object = #"{"\#(marker)":"\#(marker)","id":{"\#(marker)":"\#(marker)"}}"#
            for value in [
                #"["\#(marker)"]"#, object, "[\(object)]", #"{"x":"\#(marker)"#,
                #""\#(marker)\u0000\ud800""#,
            ] {
                answers.append(
                    await service.send(
                        .post, "/\(route.path)", json: #""\#(route.name)":\#(value)"#))
                answers.append(await service.get("/\(route.path)", "\(route.name)=\(marker)%"))
            }
        }
        for (method, target) in [
            (HTTPRequest.Method.get, "/\(marker)?\(marker)=\(marker)"),
            (.get, "/search/\(marker)"), (.get, "/error/\(marker)"),
            (HTTPRequest.Method(marker) ?? .put, "/orders"),
            (.get, "/orders?key=\(marker)&private_key=\(marker)"),
            (.get, "/orders?key=\(service.shop.key)&private_key=\(marker)"),
        ] {
            answers.append(
                await service.send(
                    method, target,
                    fields: [.userAgent: marker, .authorization: marker, .accept: marker]))
        }
        for answer in answers where answer.status >= 400 {
            #expect(!answer.text.contains(marker), "\(answer.text)")
            guard let id = answer.text("id") else { continue }
            let page = await service.send(.get, "/error/\(id)")
            #expect(page.status == 200)
            #expect(!page.text.contains(marker))
            #expect(!page.text.contains(service.privateKey))
        }
        #expect(answers.count { $0.status >= 400 } > 150)
        #expect(!(await service.send(.get, "/metrics").text.contains(marker)))
    }

    /// Arguments that may hold something else than they should.
    private static let names: [(path: String, name: String)] = [
        ("privacy/info", "email"), ("privacy/info", "customer"), ("privacy/info", "visitor"),
        ("privacy/forget", "preview"), ("log/click", "product"), ("log/category", "category"),
        ("log/sale", "sale"), ("log/sale", "products"), ("log/cart/add", "basket_id"),
        ("log/returned", "quantity"), ("subscriber/subscribe", "list_id"),
        ("customers", "customers"), ("orders", "orders"), ("orders/parcels", "order_id"),
        ("orders/parcels", "status"), ("products", "products"), ("pages", "pages"),
        ("categories", "categories"), ("orders", "key"), ("orders", "private_key"),
    ]

    @Test func `the page tells people what is known`() async throws {
        let service = try TestService()
        let id = try #require(await service.get("/v2/privacy/info").text("id"))
        let page = await service.send(.get, "/error/\(id)")
        #expect(page.status == 200)
        #expect(page.fields[.contentType] == "text/html; charset=utf-8")
        #expect(page.fields[.xContentTypeOptions] == "nosniff")
        #expect(page.fields[.contentSecurityPolicy]?.hasPrefix("default-src 'none'; ") == true)
        for part in [
            #"<html lang="en">"#, "ParsingError", "at least one that names somebody", "400",
            "privacy/info", "2027-01-15 08:00:00 UTC", id,
        ] { #expect(page.text.contains(part)) }
        #expect(!page.text.contains("<script"))
    }

    @Test func `machines get the same as JSON`() async throws {
        let service = try TestService()
        let id = try #require(await service.get("/v2/privacy/info").text("id"))
        let answer = await service.send(
            .get, "/error/\(id)", fields: [.accept: "application/json"])
        #expect(
            answer.text == """
                {"id":"\(id)","type":"ParsingError","message":"email, customer or visitor: \
                required; expected at least one that names somebody","status":400,\
                "endpoint":"privacy/info","time":1800000000}
                """)
    }

    @Test(arguments: ["", "x", "00000000000000000000000000000000", "<script>"])
    func `an error that is not known has a page that says so`(id: String) async throws {
        let service = try TestService()
        let page = await service.send(.get, "/error/\(id)")
        #expect(page.status == 404)
        #expect(page.text.contains("may have expired"))
        let answer = await service.send(
            .get, "/error/\(id)", fields: [.accept: "application/json"])
        #expect(answer.refusal == "404 LogicalError")
    }
}
