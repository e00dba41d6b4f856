import HTTPTypes
import Testing

@testable import HTTPServer

struct RequestHeadParserTests {
    private func head(_ text: String, limits: Limits = Limits()) throws -> RequestHead {
        var parser = RequestHeadParser(limits: limits)
        let bytes = Array(text.utf8)
        return try #require(try parser.parse(bytes.span))
    }

    @Test func `fields are found by name in any case, first and all values`() throws {
        let head = try head(
            "GET / HTTP/1.1\r\nHost: a\r\nx-tag:  one \r\nX-TAG: two\r\nX-Tagged: no\r\n\r\n")
        let tag = try #require(HTTPField.Name("X-Tag"))
        #expect(head.fields[tag] == "one")
        #expect(head.fields.values(of: tag) == ["one", "two"])
        #expect(head.fields[.cookie] == nil)
        #expect(head.fields.values(of: .cookie).isEmpty)
    }

    @Test func `fields made from a list are found like those received`() {
        let fields = RequestFields([.contentType: "text/plain", .authorization: "Bearer x"])
        #expect(fields[.contentType] == "text/plain")
        #expect(fields[.authorization] == "Bearer x")
    }

    @Test func `the head ends where the body starts`() throws {
        let text = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n"
        #expect(try head(text + "hi").byteCount == text.utf8.count)
    }

    @Test(arguments: [
        ("HTTP/1.1", "", true), ("HTTP/1.1", "Connection: close\r\n", false),
        ("HTTP/1.1", "Connection: x, Close\r\n", false), ("HTTP/1.0", "", false),
        ("HTTP/1.0", "Connection: keep-alive\r\n", true),
        ("HTTP/1.0", "Connection: keep-alive\r\nConnection: close\r\n", false),
        ("HTTP/1.1", "Connection: closed\r\n", true),
    ])
    func `a connection persists as its version and fields say`(
        version: String, fields: String, isPersistent: Bool
    ) throws {
        let head = try head("GET / \(version)\r\nHost: a\r\n\(fields)\r\n")
        #expect(head.isPersistent == isPersistent)
    }

    @Test func `a request line of the limit passes and one more is 414`() throws {
        var limits = Limits()
        limits.requestLineBytes = 40
        let fixed = "GET / HTTP/1.1".utf8.count
        let fits = "GET /\(String(repeating: "a", count: 40 - fixed)) HTTP/1.1\r\nHost: a\r\n\r\n"
        #expect(try head(fits, limits: limits).line.target.path.utf8.count == 41 - fixed)
        let tooLong = "GET /\(String(repeating: "a", count: 41 - fixed)) HTTP/1.1\r\n"
        #expect(throws: RequestFailure.requestLineTooLong) { try head(tooLong, limits: limits) }
    }

    @Test func `a head of the limit passes and one more byte is 431`() throws {
        var limits = Limits()
        let fixed = "GET / HTTP/1.1\r\nHost: \r\n\r\n".utf8.count
        limits.headBytes = fixed + 10
        let fits = "GET / HTTP/1.1\r\nHost: \(String(repeating: "a", count: 10))\r\n\r\n"
        #expect(try head(fits, limits: limits).byteCount == limits.headBytes)
        let tooLong = "GET / HTTP/1.1\r\nHost: \(String(repeating: "a", count: 11))\r\n\r\n"
        #expect(throws: RequestFailure.headTooLarge) { try head(tooLong, limits: limits) }
    }

    @Test func `as many fields as the limit pass and one more is 431`() throws {
        var limits = Limits()
        limits.headFields = 3
        let two = "GET / HTTP/1.1\r\nHost: a\r\nA: 1\r\n"
        #expect(try head(two + "B: 2\r\n\r\n", limits: limits).line.target.path == "/")
        #expect(throws: RequestFailure.tooManyFields) {
            try head(two + "B: 2\r\nC: 3\r\n\r\n", limits: limits)
        }
    }
}
