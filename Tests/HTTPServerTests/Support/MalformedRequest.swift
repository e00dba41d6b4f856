import Testing

/// A request that has to be refused, and how.
struct MalformedRequest: CustomTestStringConvertible, Sendable {
    let flaw: String
    let text: String
    let status: Int

    var testDescription: String { flaw }

    private init(_ flaw: String, _ text: String, _ status: Int = 400) {
        self.flaw = flaw
        self.text = text
        self.status = status
    }

    /// A request that is well-formed but for one field line.
    private init(_ flaw: String, field: String, _ status: Int = 400) {
        self.init(flaw, "POST / HTTP/1.1\r\nHost: a\r\n\(field)\r\n\r\n", status)
    }

    /// A chunked request with that body.
    private init(_ flaw: String, chunks: String, _ status: Int = 400) {
        let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        self.init(flaw, head + chunks, status)
    }

    static let all = requestLines + fields + hosts + framings + chunks

    private static let requestLines: [MalformedRequest] = [
        MalformedRequest("TLS", "\u{16}\u{3}\u{1}\u{2}\u{0}"),
        MalformedRequest("space first", " GET / HTTP/1.1\r\n"),
        MalformedRequest("no target", "GET HTTP/1.1\r\n"),
        MalformedRequest("no version", "GET /\r\n"),
        MalformedRequest("two spaces", "GET  / HTTP/1.1\r\n"),
        MalformedRequest("space at the end", "GET / HTTP/1.1 \r\n"),
        MalformedRequest("tab for space", "GET\t/ HTTP/1.1\r\n"),
        MalformedRequest("bare LF", "GET / HTTP/1.1\nHost: a\r\n\r\n"),
        MalformedRequest("CR in the target", "GET /\r HTTP/1.1\r\n"),
        MalformedRequest("CR CR LF", "GET / HTTP/1.1\r\r\n"),
        MalformedRequest("NUL in the target", "GET /\0 HTTP/1.1\r\n"),
        MalformedRequest("letter outside ASCII in the target", "GET /\u{e9} HTTP/1.1\r\n"),
        MalformedRequest("fragment", "GET /a#b HTTP/1.1\r\n"),
        MalformedRequest("target without slash", "GET a HTTP/1.1\r\n"),
        MalformedRequest("asterisk for GET", "GET * HTTP/1.1\r\n"),
        MalformedRequest("authority-form", "GET a:443 HTTP/1.1\r\n"),
        MalformedRequest("CONNECT", "CONNECT a:443 HTTP/1.1\r\n", 501),
        MalformedRequest("CONNECT in origin-form", "CONNECT / HTTP/1.1\r\n", 501),
        MalformedRequest("absolute-form with two ports", "GET http://a:1:2/ HTTP/1.1\r\n"),
        MalformedRequest("absolute-form without host", "GET http:///a HTTP/1.1\r\n"),
        MalformedRequest("user in the target", "GET http://u@a/ HTTP/1.1\r\n"),
        MalformedRequest("method with a slash", "G/T / HTTP/1.1\r\n"),
        MalformedRequest("lower-case version", "GET / http/1.1\r\n"),
        MalformedRequest("long version", "GET / HTTP/1.10\r\n"),
        MalformedRequest("two empty lines first", "\r\n\r\nGET / HTTP/1.1\r\n"),
        MalformedRequest("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        MalformedRequest("HTTP/1.2", "GET / HTTP/1.2\r\n", 505),
        MalformedRequest("HTTP/0.9", "GET / HTTP/0.9\r\n", 505),
    ]

    private static let fields: [MalformedRequest] = [
        MalformedRequest("no Host", "GET / HTTP/1.1\r\n\r\n"),
        MalformedRequest("two Hosts", field: "Host: a"),
        MalformedRequest("two Hosts in 1.0", "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n"),
        MalformedRequest("list of hosts", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n"),
        MalformedRequest("path in Host", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"),
        MalformedRequest("space before the colon", field: "X-A : b"),
        MalformedRequest("no colon", field: "X-A"),
        MalformedRequest("no name", field: ": b"),
        MalformedRequest("folded line", field: "X-A: b\r\n c"),
        MalformedRequest("folded first line", "GET / HTTP/1.1\r\n Host: a\r\n\r\n"),
        MalformedRequest("space in the name", field: "X A: b"),
        MalformedRequest("letter outside ASCII in the name", field: "X-\u{e9}: b"),
        MalformedRequest("NUL in a value", field: "X-A: b\0c"),
        MalformedRequest("escape in a value", field: "X-A: \u{1b}[2J"),
        MalformedRequest("DEL in a value", field: "X-A: \u{7f}"),
        MalformedRequest("CR in a value", field: "X-A: b\rc"),
        MalformedRequest("bare LF after a field", field: "X-A: b\nX-B: c"),
    ]

    private static let hosts: [MalformedRequest] = [
        "a#b", "u@a", "a b", ":80", "a:b", "a:80:90", "a:123456", "a%", "a%4", "a%4g", "a|b", "a,b",
        "[::1", "::1", "[]", "[1:2", "[::1]a", "[::g]", "[::1%lo]", "[1]", "http://a", "\u{e9}",
    ].map { host in
        MalformedRequest("Host \(host)", "GET / HTTP/1.1\r\nHost: \(host)\r\n\r\n")
    }

    private static let framings: [MalformedRequest] = [
        MalformedRequest("two lengths", field: "Content-Length: 1\r\nContent-Length: 2"),
        MalformedRequest("the same length twice", field: "Content-Length: 1\r\nContent-Length: 1"),
        MalformedRequest("list of lengths", field: "Content-Length: 1, 1"),
        MalformedRequest("signed length", field: "Content-Length: +1"),
        MalformedRequest("negative length", field: "Content-Length: -1"),
        MalformedRequest("hexadecimal length", field: "Content-Length: 0x1"),
        MalformedRequest("space in the length", field: "Content-Length: 1 1"),
        MalformedRequest("empty length", field: "Content-Length:"),
        MalformedRequest("length past 64 bits", field: "Content-Length: 99999999999999999999"),
        MalformedRequest("length past the limit", field: "Content-Length: 16777217", 413),
        MalformedRequest(
            "length and chunks", field: "Content-Length: 1\r\nTransfer-Encoding: chunked"),
        MalformedRequest(
            "chunks and length", field: "Transfer-Encoding: chunked\r\nContent-Length: 1"),
        MalformedRequest(
            "chunks in 1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        MalformedRequest(
            "chunked twice", field: "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"),
        MalformedRequest(
            "unknown transfer coding", field: "Transfer-Encoding: magic, chunked", 501),
        MalformedRequest("no chunked", field: "Transfer-Encoding: magic"),
        MalformedRequest("chunked before another", field: "Transfer-Encoding: chunked, gzip"),
        MalformedRequest("chunked applied twice", field: "Transfer-Encoding: chunked, chunked"),
        MalformedRequest("list that ends in nothing", field: "Transfer-Encoding: chunked,"),
        MalformedRequest("gzip as transfer coding", field: "Transfer-Encoding: gzip, chunked", 501),
        MalformedRequest("identity as transfer coding", field: "Transfer-Encoding: identity"),
        MalformedRequest("chunked with a tail", field: "Transfer-Encoding: chunked;x"),
        MalformedRequest("unknown content coding", field: "Content-Encoding: br", 415),
        MalformedRequest("two content codings", field: "Content-Encoding: gzip, gzip", 415),
        MalformedRequest(
            "two content coding fields", field: "Content-Encoding: gzip\r\nContent-Encoding: gzip",
            415),
    ]

    private static let chunks: [MalformedRequest] = [
        MalformedRequest("no size", chunks: "\r\n"),
        MalformedRequest("signed size", chunks: "+1\r\na\r\n"),
        MalformedRequest("prefixed size", chunks: "0x1\r\na\r\n"),
        MalformedRequest("space before the size", chunks: " 1\r\na\r\n"),
        MalformedRequest("space after the size", chunks: "1 \r\na\r\n"),
        MalformedRequest("bare LF after the size", chunks: "1\na\r\n"),
        MalformedRequest("bare CR after the size", chunks: "1\ra\r\n"),
        MalformedRequest("bare LF after the data", chunks: "1\r\na\n"),
        MalformedRequest("more data than said", chunks: "1\r\nab\r\n"),
        MalformedRequest("bare LF in an extension", chunks: "1;a\nb\r\n"),
        MalformedRequest("NUL in an extension", chunks: "1;\0\r\n"),
        MalformedRequest("empty extension", chunks: "1;\r\na\r\n"),
        MalformedRequest("extension without a name", chunks: "1;=b\r\na\r\n"),
        MalformedRequest("extension without a value", chunks: "1;a=\r\na\r\n"),
        MalformedRequest("space behind an extension", chunks: "1;a \r\na\r\n"),
        MalformedRequest("quote that is not closed", chunks: "1;a=\"b\r\na\r\n"),
        MalformedRequest("quote closed by an escape", chunks: "1;a=\"b\\\"\r\na\r\n"),
        MalformedRequest("two values", chunks: "1;a=b c\r\na\r\n"),
        MalformedRequest("trailer without colon", chunks: "0\r\nX-A\r\n\r\n"),
        MalformedRequest("trailer with bare LF", chunks: "0\r\nX-A: b\n\r\n"),
        MalformedRequest("trailer with a length", chunks: "0\r\nContent-Length: 1\r\n\r\n"),
        MalformedRequest("trailer with a coding", chunks: "0\r\ntransfer-encoding: x\r\n\r\n"),
        MalformedRequest("trailer with a Host", chunks: "0\r\nX: y\r\nHOST: b\r\n\r\n"),
        MalformedRequest("trailer with close", chunks: "0\r\nConnection: close\r\n\r\n"),
        MalformedRequest("bare LF at the end", chunks: "0\r\n\n"),
        MalformedRequest("size past the limit", chunks: "1000001\r\n", 413),
        MalformedRequest("sizes past the limit", chunks: "1\r\na\r\n1000000\r\n", 413),
        MalformedRequest("size past 64 bits", chunks: "FFFFFFFFFFFFFFFFF\r\n", 413),
    ]
}
