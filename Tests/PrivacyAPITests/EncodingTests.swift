import HTTPTypes
import Privacy
import Testing

/// Queries, forms and bodies, from the right ones to the hostile.
struct EncodingTests {
    private static let form = "application/x-www-form-urlencoded"

    @Test(arguments: ["%", "%4", "%zz", "a%4", "%%41", "%+1", "%FF", "%C3", "%C0%80", "%ED%A0%80"])
    func `a bad escape or bad UTF-8 is refused, wherever it stands`(text: String) async throws {
        let service = try TestService()
        for query in ["email=\(text)", "\(text)=1", "unknown=\(text)"] {
            let info = await service.get("/privacy/info", query)
            #expect(info.refusal == "400 ParsingError")
            let form = await service.send(
                .post, "/privacy/info", body: "\(service.keys)&\(query)", type: Self.form)
            #expect(form.refusal == "400 ParsingError")
        }
    }

    @Test(arguments: ["john+x@shop.example", "john%2Bx@shop.example", "%20john%20x@shop.example+"])
    func `a space in an e-mail of a query is a plus`(sent: String) async throws {
        let service = try TestService()
        _ = await service.send(
            .post, "/customers", json: #""customers":[{"email":"john+x@shop.example"}]"#)
        let info = await service.get("/privacy/info", "email=\(sent)")
        #expect(info.text("emails") == #"["john+x@shop.example"]"#)
        let records = await service.get("/customers", "customers=[%22\(sent)%22]")
        #expect(records.text("customers") == #"[{"email":"john+x@shop.example"}]"#)
    }

    @Test func `a space in an e-mail of JSON is a space`() async throws {
        let service = try TestService()
        _ = await service.send(
            .post, "/customers", json: #""customers":[{"email":" john x@shop.example "}]"#)
        let info = await service.send(
            .post, "/privacy/info", json: #""email":"JOHN x@shop.example""#)
        #expect(info.text("emails") == #"["john x@shop.example"]"#)
    }

    @Test(arguments: [
        ("email=a@b.example&email=c@d.example", ""), ("email=a@b.example&email=A@b.example", ""),
        ("email=a@b.example", #""email":"c@d.example""#), ("customer=1", #""customer":2"#),
        ("customer=1", #""customer":[1]"#),
    ])
    func `the same argument twice with different values is refused`(
        query: String, members: String
    ) async throws {
        let service = try TestService()
        let path = "/privacy/info?\(query)"
        let answer =
            members.isEmpty
            ? await service.get("/privacy/info", query)
            : await service.send(.post, path, json: members)
        #expect(answer.refusal == "400 ParsingError")
        #expect(answer.text("message")?.contains("given twice") == true)
    }

    @Test func `the same argument twice with the same value is one`() async throws {
        let service = try TestService()
        #expect(await service.get("/privacy/info", "customer=1&customer=1").status == 200)
        let both = await service.send(
            .post, "/privacy/info?key=\(service.shop.key)&customer=1", json: #""customer":"1""#)
        #expect(both.status == 200)
        #expect(await service.get("/privacy/info", "customer=1&_=1&_=2").status == 200)
    }

    @Test(arguments: [
        nil, "text/plain", "application/json; charset=UTF-8", form, "Application/JSON",
    ])
    func `a body that reads as an object is JSON`(type: String?) async throws {
        let service = try TestService()
        let info = await service.send(
            .post, "/privacy/info",
            body:
                #" {"key":"\#(service.shop.key)","private_key":"\#(service.privateKey)","customer":1}"#,
            type: type)
        #expect(info.status == 200)
    }

    @Test(arguments: [nil, "text/plain", form, "application/x-www-form-urlencoded; charset=utf-8"])
    func `a body that does not is a form`(type: String?) async throws {
        let service = try TestService()
        let info = await service.send(
            .post, "/privacy/info", body: "\(service.keys)&customer=1", type: type)
        #expect(info.status == 200)
    }

    @Test(arguments: [
        (#"{"key": "#, "application/json"), (#"{"key": "#, "text/plain"),
        ("[]", "application/json"),
        ("1", "application/json"), ("\u{FEFF}{}", "application/json"),
        (#"{"a":1,"a":1}"#, "application/json"),
        (
            String(repeating: #"{"a":"#, count: 65) + "1" + String(repeating: "}", count: 65),
            "application/json"
        ),
    ])
    func `a body that should be an object and is none is refused`(
        body: String, type: String
    ) async throws {
        let service = try TestService()
        let answer = await service.send(.post, "/privacy/info", body: body, type: type)
        #expect(answer.refusal == "400 ParsingError")
        #expect(answer.text("message")?.contains("body") == true)
    }

    @Test(arguments: [
        "multipart/form-data; boundary=x", "application/xml", "application/json; charset=latin1",
        "text/html",
    ])
    func `a body of another type is refused`(type: String) async throws {
        let service = try TestService()
        let answer = await service.send(.post, "/privacy/info", body: "{}", type: type)
        #expect(answer.refusal == "415 ParsingError")
    }

    @Test func `GET and DELETE have no arguments in their body`() async throws {
        let service = try TestService()
        for method in [HTTPRequest.Method.get, .delete] {
            let answer = await service.send(
                method, "/customers?\(service.keys)&customers=1", body: "{", type: "text/html")
            #expect(answer.status == 200)
        }
    }

    @Test func `a form of more pairs than are read is refused`() async throws {
        let service = try TestService()
        let pairs = String(repeating: "a=1&", count: 1_001)
        let answer = await service.send(.post, "/privacy/info", body: pairs)
        #expect(answer.refusal == "413 ParsingError")
    }
}
