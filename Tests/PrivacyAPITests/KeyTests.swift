import HTTPServer
import HTTPTypes
import Privacy
import PrivacySQLite
import Testing

/// Who may call what.
struct KeyTests {
    @Test func `checks come in the order of the contract`() async throws {
        let service = try TestService()
        let key = service.shop.key
        for (method, target, refusal) in [
            (HTTPRequest.Method.put, "/v2/nothing?%", "404 LogicalError"),
            (.put, "/v2/privacy/info?%", "405 LogicalError"),
            (.get, "/v2/privacy/info?%", "400 ParsingError"),
            (.get, "/v2/privacy/info?private_key=x", "400 ParsingError"),
            (.get, "/v2/privacy/info?key=\(key)", "401 AuthenticationError"),
            (.get, "/v2/privacy/info?key=unknown&private_key=x", "401 AuthenticationError"),
            (.get, "/v2/privacy/info?key=\(key)&private_key=x", "401 AuthenticationError"),
            (.get, "/v2/privacy/info?\(service.keys)", "400 ParsingError"),
            (
                .get, "/v2/log/returned?\(service.keys)&product=1&order=1&quantity=1",
                "400 LogicalError"
            ),
        ] {
            #expect(await service.send(method, target).refusal == refusal, "\(target)")
        }
    }

    @Test func `a private key may come as bearer token`() async throws {
        let service = try TestService()
        let target = "/privacy/info?key=\(service.shop.key)&customer=1"
        for (credentials, status) in [
            ("Bearer \(service.privateKey)", 200), ("bearer \(service.privateKey)", 200),
            ("Bearer x", 401), ("Basic \(service.privateKey)", 401), ("Bearer", 401),
        ] {
            let answer = await service.send(.get, target, fields: [.authorization: credentials])
            #expect(answer.status == status)
            #expect(answer.fields[.wwwAuthenticate] == (status == 401 ? "Bearer" : nil))
        }
        let both = await service.send(
            .get, target + "&private_key=\(service.privateKey)",
            fields: [.authorization: "Bearer x"])
        #expect(both.refusal == "400 ParsingError")
    }

    @Test func `a private key opens its own shop alone`() async throws {
        let service = try TestService()
        let (other, _) = try TestService.makeShop(in: service.store)
        let answer = await service.send(
            .get, "/privacy/info?key=\(other.key)&private_key=\(service.privateKey)&customer=1")
        #expect(answer.refusal == "401 AuthenticationError")
    }

    @Test func `a public call with a wrong private key is refused`() async throws {
        let service = try TestService()
        let answer = await service.send(
            .get, "/log/click?key=\(service.shop.key)&private_key=x&product=1&visitor=v")
        #expect(answer.refusal == "401 AuthenticationError")
    }

    @Test(arguments: [
        ["info"], ["forget"], ["write"], ["info", "write"],
    ])
    func `a key does what its scopes say`(names: [String]) async throws {
        let service = try TestService()
        let scopes = try #require(KeyScopes(names: names))
        let key = try service.store.addPrivateKey(to: service.shop.id, scopes: scopes)
        let keys = "key=\(service.shop.key)&private_key=\(key.privateKey.secret)"
        for (scope, method, target) in [
            ("info", HTTPRequest.Method.get, "/privacy/info?customer=1&"),
            ("info", .get, "/orders?orders=1&"), ("info", .head, "/customers?customers=1&"),
            ("forget", .get, "/privacy/forget?customer=9&"),
            ("forget", .get, "/privacy/forget?customer=9&preview=true&"),
            ("write", .delete, "/orders?orders=1&"),
            ("write", .get, "/log/click?product=1&visitor=v&"),
        ] {
            let answer = await service.send(method, target + keys)
            #expect(answer.status == (names.contains(scope) ? 200 : 401), "\(target)")
        }
        #expect(await service.send(.get, "/client/account/info?" + keys).status == 200)
    }

    @Test func `a disabled shop refuses every call`() async throws {
        let service = try TestService()
        _ = try service.store.setDisabled(true, service.shop.id)
        #expect(
            await service.get("/privacy/info", "customer=1").refusal == "401 AuthenticationError")
        let click = await service.sendPublicly("/log/click", json: #""product":1,"visitor":"v""#)
        #expect(click.refusal == "401 AuthenticationError")
        _ = try service.store.setDisabled(false, service.shop.id)
        #expect(await service.get("/privacy/info", "customer=1").status == 200)
    }

    @Test func `a key of another type is no key`() async throws {
        let service = try TestService()
        for key in ["null", #""""#, "[]", "true", #"{"a":1}"#] {
            let answer = await service.send(
                .post, "/log/click", body: #"{"key":\#(key)}"#, type: "application/json")
            #expect(answer.refusal == "400 ParsingError")
        }
    }

    @Test func `the account's name is told to its private key`() async throws {
        let service = try TestService()
        let answer = await service.get("/client/account/info")
        #expect(answer.text == #"{"status":"ok","name":"Ærlig Handel"}"#)
    }
}
