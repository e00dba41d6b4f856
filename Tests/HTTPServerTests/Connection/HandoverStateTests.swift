import Testing

@testable import HTTPServer

struct HandoverStateTests {
    private static let request =
        "POST /a?b=c HTTP/1.1\r\nHost: a\r\nX-Y: z\r\nContent-Length: 5\r\n\r\nhello"

    @Test func `a request that has only begun is left as it was sent, wherever it was cut`() {
        let bytes = Array(Self.request.utf8)
        for cut in 0..<bytes.count {
            var driver = StateDriver()
            driver.receive(bytes[..<cut])
            #expect(driver.outcomes == [])
            driver.state.beginHandOver()
            driver.advance()
            let sent = String(decoding: bytes[..<cut], as: UTF8.self)
            #expect(driver.outcomes == [.handedOver(sent)])
        }
    }

    @Test func `what follows the request in hand is left unread`() {
        var driver = StateDriver()
        driver.state.beginHandOver()
        driver.receive(Array("GET / HTTP/1.1\r\nHo".utf8))
        #expect(driver.outcomes == [.handedOver("GET / HTTP/1.1\r\nHo")])
    }

    @Test(arguments: ["Transfer-Encoding: chunked", "Content-Encoding: gzip\r\nContent-Length: 50"])
    func `a body that cannot be told again is waited for`(fields: String) {
        var driver = StateDriver()
        driver.receive(Array("POST / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n".utf8))
        driver.state.beginHandOver()
        driver.advance()
        #expect(driver.outcomes == [])
    }

    @Test func `the next request after one that came in pieces is left without them`() {
        var driver = StateDriver()
        let bytes = Array(Self.request.utf8)
        driver.receive(bytes.dropLast(2))
        driver.receive(bytes.suffix(2) + Array("GET".utf8))
        #expect(driver.outcomes == [.request("POST /a?b=c [hello]")])
        driver.state.beginHandOver()
        driver.advance()
        #expect(driver.outcomes.last == .handedOver("GET"))
    }
}
