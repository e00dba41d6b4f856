import HTTPServer
import HTTPTypes
import Privacy
import Testing

/// Methods, `Allow`, and calls from browsers.
struct MethodTests {
    private static let publicPaths = [
        "log/click", "log/product", "log/category", "log/sale", "log/email", "log/cart/add",
        "log/cart/remove", "log/cart/update", "log/basket/set", "subscriber/subscribe",
        "subscriber/unsubscribe",
    ]

    @Test(arguments: [
        ("privacy/info", "GET, HEAD, POST"), ("privacy/forget", "GET, POST"),
        ("log/click", "GET, POST, OPTIONS"), ("log/returned", "GET, POST"),
        ("customers", "GET, HEAD, POST, PATCH, DELETE"),
        ("orders/parcels", "GET, HEAD, POST, PATCH, DELETE"),
        ("client/account/info", "GET, HEAD, POST"), ("health", "GET, HEAD"),
        ("error/00000000000000000000000000000000", "GET, HEAD"),
    ])
    func `a method that a path does not have is answered with those that it has`(
        path: String, allow: String
    ) async throws {
        let service = try TestService()
        for prefix in ["/", "/v2/"] {
            let answer = await service.send(.put, prefix + path)
            #expect(answer.refusal == "405 LogicalError")
            #expect(answer.fields[.allow] == allow)
        }
    }

    @Test(arguments: publicPaths)
    func `pages of any origin may call what needs the public key alone`(
        path: String
    ) async throws {
        let service = try TestService()
        let preflight = await service.send(.options, "/v2/" + path)
        #expect(preflight.status == 204)
        #expect(preflight.text.isEmpty)
        #expect(preflight.fields[.accessControlAllowMethods] == "GET, POST, OPTIONS")
        #expect(preflight.fields[.accessControlAllowHeaders] == "Content-Type")
        #expect(preflight.fields[.accessControlMaxAge] == "86400")
        for answer in [
            preflight, await service.send(.get, "/v2/" + path),
            await service.send(.put, "/v2/" + path),
            await service.sendPublicly(
                "/" + path, json: #""email":"a@b.example","visitor":"v","product":1"#),
        ] {
            #expect(answer.fields[.accessControlAllowOrigin] == "*")
        }
    }

    @Test(arguments: [
        "privacy/info", "privacy/forget", "log/returned", "customers", "orders",
        "orders/parcels", "products", "categories", "pages", "client/account/info", "nothing",
    ])
    func `no page may read what needs a private key`(path: String) async throws {
        let service = try TestService()
        let preflight = await service.send(.options, "/v2/" + path)
        #expect(preflight.status == (path == "nothing" ? 404 : 405))
        for answer in [
            preflight, await service.get("/v2/" + path, "customers=1&email=a@b.example"),
        ] {
            #expect(answer.fields[.accessControlAllowOrigin] == nil)
        }
    }

    @Test(arguments: [
        "/v2/search/search", "/recommendations/popular", "/v2/recommendations/x/y", "/v3/orders",
        "/v2/v2/orders", "/orders/", "/v2", "/", "*", "/privacy%2Finfo", "/error/", "/error/a/b",
        "/privacy/receipts", "/privacy/signing-keys",
    ])
    func `what is not there is answered so`(path: String) async throws {
        let service = try TestService()
        let answer = await service.get(path)
        #expect(answer.status == 404)
        if !path.hasPrefix("/error") { #expect(answer.text("type") == "LogicalError") }
        if path.contains("search") || path.contains("recommendations") {
            #expect(answer.text("message")?.contains("not part of this service") == true)
        }
    }

    @Test(arguments: ["/privacy/info", "/customers", "/client/account/info"])
    func `every JSON answer says what it is and is not stored`(path: String) async throws {
        let service = try TestService()
        for answer in [
            await service.get(path, "customer=1&customers=1"), await service.send(.get, path),
        ] {
            #expect(answer.fields[.contentType] == "application/json")
            #expect(answer.fields[.cacheControl] == "no-store")
        }
    }
}
