import Testing

/// A request that has to be understood, and what is understood of it.
struct ValidRequest: CustomTestStringConvertible, Sendable {
    let text: String
    let meaning: String

    var testDescription: String { meaning }

    static let all: [ValidRequest] = [
        ValidRequest(text: "GET / HTTP/1.1\r\nHost: a\r\n\r\n", meaning: "GET / []"),
        ValidRequest(
            text: "GET /v2/privacy/info?email=a%40b.example&key=k HTTP/1.1\r\nHost: a:80\r\n\r\n",
            meaning: "GET /v2/privacy/info?email=a%40b.example&key=k []"),
        ValidRequest(text: "GET /? HTTP/1.1\r\nHost: a\r\n\r\n", meaning: "GET /? []"),
        ValidRequest(
            text: "GET /a?b?c HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n", meaning: "GET /a?b?c []"),
        ValidRequest(
            text: "GET http://shop.example/a?b=c HTTP/1.1\r\nHost: shop.example\r\n\r\n",
            meaning: "GET /a?b=c []"),
        ValidRequest(
            text: "GET HTTPS://shop.example?b=c HTTP/1.1\r\nHost: shop.example\r\n\r\n",
            meaning: "GET /?b=c []"),
        ValidRequest(
            text: "GET /a HTTP/1.1\r\nHost: A-b_c.~1%2f!$&'()*+;=:65535\r\n\r\n",
            meaning: "GET /a []"),
        ValidRequest(
            text: "GET /a HTTP/1.1\r\nHost: [::ffff:127.0.0.1]:\r\n\r\n", meaning: "GET /a []"),
        ValidRequest(text: "GET /a HTTP/1.1\r\nHost:\r\n\r\n", meaning: "GET /a []"),
        ValidRequest(text: "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", meaning: "OPTIONS * []"),
        ValidRequest(text: "PURGE-IT /a HTTP/1.1\r\nHost: a\r\n\r\n", meaning: "PURGE-IT /a []"),
        ValidRequest(
            text: "GET /?a=[{\"b\":1}] HTTP/1.1\r\nHost: a\r\n\r\n",
            meaning: "GET /?a=[{\"b\":1}] []"),
        ValidRequest(text: "\r\nGET /a HTTP/1.1\r\nHost: a\r\n\r\n", meaning: "GET /a []"),
        ValidRequest(
            text: "GET /a HTTP/1.1\r\nhOsT:a\r\nX-Empty:\r\nX-Space: \t b \t\r\n\r\n",
            meaning: "GET /a []"),
        ValidRequest(
            text: "GET /a HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", meaning: "GET /a []"),
        ValidRequest(
            text: "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
            meaning: "POST /a [hello]"),
        ValidRequest(
            text: "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
            meaning: "POST /a []"),
        ValidRequest(
            text: "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n\r\n\r\n",
            meaning: "POST /a [\r\n\r\n]"),
        ValidRequest(
            text: "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n"
                + "5\r\nhello\r\n00C;name=\"v\" ; x\r\n, and welcom\r\n0\r\n\r\n",
            meaning: "POST /a [hello, and welcom]"),
        ValidRequest(
            text: "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "1;b\r\na\r\n0;c = \"\\\"d;\";e=f\r\nX-Sum: 1\r\nX-More:\r\n\r\n",
            meaning: "POST /a [a]"),
        ValidRequest(
            text: "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            meaning: "POST /a []"),
    ]
}
