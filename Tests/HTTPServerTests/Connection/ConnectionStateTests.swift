import Testing

@testable import HTTPServer

struct ConnectionStateTests {
    private static let get = Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
    private static let postHead = Array(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n".utf8)

    @Test func `an idle connection closes without a word when its time is up`() {
        var driver = StateDriver()
        driver.pass(seconds: 59.9)
        #expect(driver.outcomes == [])
        driver.pass(seconds: 0.1)
        #expect(driver.outcomes == [.closed])
    }

    @Test func `each answer starts the idle time afresh`() {
        var driver = StateDriver()
        driver.pass(seconds: 50)
        driver.receive(Self.get)
        driver.pass(seconds: 59.9)
        #expect(driver.outcomes == [.request("GET / []")])
        driver.pass(seconds: 0.1)
        #expect(driver.outcomes == [.request("GET / []"), .closed])
    }

    @Test func `a head that drips in is 408 after ten seconds in all`() {
        var driver = StateDriver()
        driver.pass(seconds: 30)
        for byte in Self.get.prefix(10) {
            driver.receive([byte])
            driver.pass(seconds: 0.99)
        }
        #expect(driver.outcomes == [])
        driver.receive([Self.get[10]])
        driver.pass(seconds: 0.1)
        #expect(driver.outcomes == [.refused(408), .closed])
    }

    @Test func `a body that drips in is 408 after sixty seconds in all`() {
        var driver = StateDriver()
        driver.receive(Self.postHead)
        for byte in "hell".utf8 {
            driver.pass(seconds: 14.9)
            driver.receive([byte])
        }
        #expect(driver.outcomes == [])
        driver.pass(seconds: 0.5)
        #expect(driver.outcomes == [.refused(408), .closed])
    }

    @Test func `there is no time limit while a request is answered`() {
        var state = ConnectionState(
            peer: .local, limits: Limits(), now: MonotonicTime(nanoseconds: 0))
        state.receive(Self.get.span, now: MonotonicTime(nanoseconds: 0))
        guard case .respond = state.next(now: MonotonicTime(nanoseconds: 0)) else {
            Issue.record("no request")
            return
        }
        let deadline = state.deadline
        #expect(deadline == nil)
    }

    @Test func `what was pipelined waits until the request before it is answered`() {
        let now = MonotonicTime(nanoseconds: 0)
        var state = ConnectionState(peer: .local, limits: Limits(), now: now)
        let two = Self.get + Self.get
        state.receive(two.span, now: now)
        guard case .respond = state.next(now: now) else {
            Issue.record("no first request")
            return
        }
        let isWaiting = state.hasUnreadInput
        #expect(isWaiting)
        state.finishResponse(now: now)
        guard case .respond = state.next(now: now) else {
            Issue.record("no second request")
            return
        }
        let isStillWaiting = state.hasUnreadInput
        #expect(!isStillWaiting)
    }

    @Test func `100 Continue is said once, when the body is awaited`() {
        let head = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"
        var driver = StateDriver()
        driver.receive(head.utf8)
        driver.receive("he".utf8)
        driver.receive("llo".utf8)
        #expect(driver.outcomes == [.sendContinue, .request("POST / [hello]")])
    }

    @Test(arguments: [
        ("Content-Length: 5\r\n\r\nhello", [Outcome.request("POST / [hello]")]),
        ("Content-Length: 5\r\n\r\nhe", []),
        ("Content-Length: 0\r\n\r\n", [.request("POST / []")]),
        ("Content-Length: 99999999\r\n\r\n", [.refused(413), .closed]),
        ("Content-Encoding: br\r\nContent-Length: 5\r\n\r\n", [.refused(415), .closed]),
    ])
    func `100 Continue is not said when the body is there, or not wanted`(
        rest: String, outcomes: [Outcome]
    ) {
        var driver = StateDriver()
        driver.receive("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\(rest)".utf8)
        #expect(driver.outcomes == outcomes)
    }

    @Test(arguments: [
        ("100-Continue", true), ("other, 100-continue", true), ("100-continue,", true),
        ("other", false), ("other 100-continue", false), ("\"100-continue\"", false),
    ])
    func `100 Continue is said when it is among what is expected`(value: String, isSaid: Bool) {
        let head = "POST / HTTP/1.1\r\nHost: a\r\nExpect: \(value)\r\nContent-Length: 5\r\n\r\n"
        var driver = StateDriver()
        driver.receive(head.utf8)
        #expect(driver.outcomes == (isSaid ? [.sendContinue] : []))
    }

    @Test func `100 Continue is not said to HTTP 1 0`() {
        var driver = StateDriver()
        driver.receive("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n".utf8)
        #expect(driver.outcomes == [])
    }

    @Test func `the end of input closes after what was complete is answered`() {
        var driver = StateDriver()
        driver.state.receiveEnd()
        driver.receive(Self.get + Self.get.prefix(5))
        #expect(driver.outcomes == [.request("GET / []"), .closed])
    }

    @Test func `nothing after Connection close is looked at`() {
        var driver = StateDriver()
        driver.receive("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".utf8)
        driver.receive(Self.get)
        #expect(driver.outcomes == [.request("GET / []"), .closed])
    }

    @Test func `draining closes an idle connection at once`() {
        var driver = StateDriver()
        driver.state.beginDraining()
        driver.advance()
        #expect(driver.outcomes == [.closed])
    }

    @Test func `draining lets the request that is arriving finish, and none after it`() {
        var driver = StateDriver()
        driver.receive(Self.postHead)
        driver.state.beginDraining()
        driver.receive(Array("hello".utf8) + Self.get)
        #expect(driver.outcomes == [.request("POST / [hello]"), .closed])
    }

    @Test func `a body of the limit passes and one more byte is 413, with length or chunks`() {
        var limits = Limits()
        limits.bodyBytes = 5
        let head = "POST / HTTP/1.1\r\nHost: a\r\n"
        let fits = [
            head + "Content-Length: 5\r\n\r\nhello",
            head + "Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n",
        ]
        for text in fits {
            let outcomes = StateDriver.outcomes(of: Array(text.utf8), cutAt: [], limits: limits)
            #expect(outcomes == [.request("POST / [hello]")])
        }
        let tooLong = [
            head + "Content-Length: 6\r\n\r\n",
            head + "Transfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n3\r\nlo!",
        ]
        for text in tooLong {
            let outcomes = StateDriver.outcomes(of: Array(text.utf8), cutAt: [], limits: limits)
            #expect(outcomes == [.refused(413), .closed])
        }
    }

    @Test func `extensions and trailers of a body are bounded together`() {
        let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        let half = String(repeating: "x", count: ChunkedBodyDecoder.ignoredBytesLimit / 2)
        let fits = head + "1;\(half)\r\na\r\n1;\(half)\r\nb\r\n0\r\n\r\n"
        let tooLong = head + "1;\(half)\r\na\r\n1;\(half)x\r\nb\r\n0\r\n\r\n"
        let tooLongTrailer = head + "1;\(half)\r\na\r\n0\r\nA:\(half)\r\n\r\n"
        #expect(StateDriver.outcomes(of: Array(fits.utf8), cutAt: []) == [.request("POST / [ab]")])
        for text in [tooLong, tooLongTrailer] {
            let outcomes = StateDriver.outcomes(of: Array(text.utf8), cutAt: [])
            #expect(outcomes == [.refused(400), .closed])
        }
    }
}
