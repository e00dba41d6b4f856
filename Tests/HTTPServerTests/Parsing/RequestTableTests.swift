import Testing

@testable import HTTPServer

struct RequestTableTests {
    @Test(arguments: ValidRequest.all)
    func `a valid request is understood`(_ request: ValidRequest) {
        let outcomes = StateDriver.outcomes(of: Array(request.text.utf8), cutAt: [])
        #expect(outcomes == [.request(request.meaning)])
    }

    @Test(arguments: ValidRequest.all)
    func `a valid request means the same wherever it is cut`(_ request: ValidRequest) {
        let bytes = Array(request.text.utf8)
        for cut in 1..<bytes.count {
            let outcomes = StateDriver.outcomes(of: bytes, cutAt: [cut])
            #expect(outcomes == [.request(request.meaning)], "cut at \(cut)")
        }
        let byteByByte = StateDriver.outcomes(of: bytes, cutAt: 1..<bytes.count)
        #expect(byteByByte == [.request(request.meaning)])
    }

    @Test func `all valid requests in one pipeline are understood in order, wherever cut`() {
        let bytes = ValidRequest.all.flatMap { Array($0.text.utf8) }
        let meanings = ValidRequest.all.map { Outcome.request($0.meaning) }
        #expect(StateDriver.outcomes(of: bytes, cutAt: []) == meanings)
        for cut in 1..<bytes.count {
            #expect(StateDriver.outcomes(of: bytes, cutAt: [cut]) == meanings, "cut at \(cut)")
        }
        #expect(StateDriver.outcomes(of: bytes, cutAt: 1..<bytes.count) == meanings)
    }

    @Test(arguments: MalformedRequest.all)
    func `a malformed request is refused`(_ request: MalformedRequest) {
        let outcomes = StateDriver.outcomes(of: Array(request.text.utf8), cutAt: [])
        #expect(outcomes == [.refused(request.status), .closed])
    }

    @Test(arguments: MalformedRequest.all)
    func `a malformed request is refused alike wherever it is cut`(_ request: MalformedRequest) {
        let bytes = Array(request.text.utf8)
        for cut in 1..<bytes.count {
            let outcomes = StateDriver.outcomes(of: bytes, cutAt: [cut])
            #expect(outcomes == [.refused(request.status), .closed], "cut at \(cut)")
        }
        let byteByByte = StateDriver.outcomes(of: bytes, cutAt: 1..<bytes.count)
        #expect(byteByByte == [.refused(request.status), .closed])
    }

    @Test func `a target that is not UTF-8 is refused`() {
        let bytes = Array("GET /".utf8) + [0xFF] + Array(" HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        #expect(StateDriver.outcomes(of: bytes, cutAt: []) == [.refused(400), .closed])
    }

    @Test(arguments: ValidRequest.all)
    func `no byte of a valid request can be made a control character unnoticed`(
        _ request: ValidRequest
    ) {
        let bytes = Array(request.text.utf8)
        guard
            let bodyStart = bytes.indices.first(where: { bytes[$0...].starts(with: Self.headEnd) })
        else { return }
        for position in 0..<bodyStart {
            var spoiled = bytes
            spoiled[position] = 0x01
            let outcomes = StateDriver.outcomes(of: spoiled, cutAt: [])
            #expect(outcomes.first == .refused(400), "at \(position)")
        }
    }

    private static let headEnd = Array("\r\n\r\n".utf8)
}
