import HTTPServer
import HTTPTypes
import JSON
import Privacy
import PrivacySQLite
import Testing

/// What can be shown of a forget.
struct ReceiptTests {
    @Test(arguments: [HTTPRequest.Method.get, .post])
    func `a receipt is checked by the shop's key, and says what the preview said`(
        method: HTTPRequest.Method
    ) async throws {
        let service = try TestService()
        _ = await service.send(
            .post, "/customers", json: #""customers":[{"id":7,"email":"a@b.example","n":1}]"#)
        let preview = await service.get("/privacy/forget", "customer=7&preview=true")
        let forget = await service.get("/privacy/forget", "customer=7")
        let id = try #require(forget.text("receipt"))

        let answer =
            method == .get
            ? await service.get("/v2/privacy/receipt", "id=\(id)")
            : await service.send(.post, "/privacy/receipt", json: #""id":"\#(id)""#)
        #expect(answer.status == 200)
        let key = await service.send(.get, "/privacy/signing-key?key=\(service.shop.key)")
        let publicKey = try #require(key.text("public_key").flatMap(Base64.bytes))
        #expect(key.text("algorithm") == "Ed25519")
        let document = try ReceiptCheck(publicKey: publicKey).document(
            in: Array(answer.text.utf8))
        guard case .erasure(let receipt) = document else {
            Issue.record("not a receipt of an erasure")
            return
        }
        #expect(receipt.id.text == id)
        #expect(receipt.shop == service.shop.id)
        #expect(answer.text("state") == receipt.state?.rawValue)
        #expect(receipt.purged != nil)
        let counts = receipt.counts.erased.map { #""\#($0.kind)":\#($0.count)"# }
        #expect(
            preview.text("preview")?.contains("{\(counts.joined(separator: ","))}") == true)
    }

    @Test func `a receipt says what is signed byte for byte`() async throws {
        let service = try TestService()
        let forget = await service.get("/privacy/forget", "customer=nobody")
        let id = try #require(forget.text("receipt"))
        let answer = await service.get("/privacy/receipt", "id=\(id)")
        let signed = try #require(answer.text("signed"))
        #expect(answer.text.contains(#""receipt":\#(signed),"signed":"#))
        #expect(answer.fields[.accessControlAllowOrigin] == nil)
    }

    @Test func `an id of no receipt, or of another shop's, is unknown`() async throws {
        let service = try TestService()
        let (other, privateKey) = try TestService.makeShop(in: service.store)
        let forget = await service.get("/privacy/forget", "customer=7")
        let id = try #require(forget.text("receipt"))
        for unknown in [String(repeating: "0", count: 32), "7", "x"] {
            let answer = await service.get("/privacy/receipt", "id=\(unknown)")
            #expect(answer.refusal == "400 LogicalError")
        }
        let keys = "key=\(other.key)&private_key=\(privateKey)"
        #expect(
            await service.send(.get, "/privacy/receipt?\(keys)&id=\(id)").refusal
                == "400 LogicalError")
        #expect(await service.get("/privacy/receipt").refusal == "400 ParsingError")
        let wanting = await service.send(
            .get, "/privacy/receipt?key=\(service.shop.key)&id=\(id)")
        #expect(wanting.refusal == "401 AuthenticationError")
    }

    @Test func `the signing key is for anybody, and a private key of any scope may come along`()
        async throws
    {
        let service = try TestService()
        let added = try service.store.addPrivateKey(to: service.shop.id, scopes: .info)
        let target = "/privacy/signing-key?key=\(service.shop.key)"
        let answer = await service.send(.get, target)
        #expect(answer.status == 200)
        #expect(answer.fields[.accessControlAllowOrigin] == "*")
        let withKey = await service.send(
            .get, target + "&private_key=\(added.privateKey.secret)")
        #expect(withKey.text == answer.text)
        #expect(
            await service.send(.get, target + "&private_key=wrong").refusal
                == "401 AuthenticationError")
    }

    @Test func `a subject that was forgotten is said to be suppressed`() async throws {
        let service = try TestService()
        _ = await service.get("/privacy/forget", "customer=7")
        let info = await service.get("/privacy/info", "customer=7")
        let days = service.shop.settings.suppressionDays
        #expect(
            info.text("suppression")
                == #"{"since":\#(service.now),"until":\#(service.now + days * 86_400)}"#)
        #expect(await service.get("/privacy/info", "customer=8").text("suppression") == "null")
    }

    @Test func `customers that stay out are listed to the shop alone`() async throws {
        let service = try TestService()
        for query in ["customer=1234", "customer=A-1", "email=jane%40mail.example"] {
            _ = await service.get("/privacy/forget", query)
        }
        let customers = """
            "customers":[{"id":1234},{"id":"A-1","n":1},{"email":"Jane@mail.example"},{"id":2}]
            """
        let answer = await service.send(.post, "/customers", json: customers)
        #expect(
            answer.text == #"{"status":"ok","suppressed":[1234,"A-1","Jane@mail.example"]}"#)
        let known = await service.get("/customers", "customers=[1234,2]")
        #expect(known.text("customers") == #"[{"id":2}]"#)
        let log = await service.sendPublicly(
            "/log/email", json: #""email":"jane@mail.example","visitor":"v""#)
        #expect(log.text == #"{"status":"ok"}"#)
    }
}
