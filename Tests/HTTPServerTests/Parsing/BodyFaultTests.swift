import Testing

@testable import HTTPServer

/// A body with two faults is refused for the one that comes first in it, however much of it arrives
/// at once.
struct BodyFaultTests {
    private static let limits = {
        var limits = Limits()
        limits.bodyBytes = 100
        return limits
    }()

    /// In chunks of which no one announces too much.
    private static func request(zipped body: [UInt8]) -> [UInt8] {
        let fields = "Host: a\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"
        var bytes = Array("POST / HTTP/1.1\r\n\(fields)\r\n".utf8)
        for start in stride(from: 0, to: body.count, by: 60) {
            let chunk = body[start..<min(start + 60, body.count)]
            bytes += Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk
            bytes += Array("\r\n".utf8)
        }
        return bytes + Array("0\r\n\r\n".utf8)
    }

    @Test func `damage before the limit counts, and not the limit`() {
        let request = Self.request(zipped: [UInt8](repeating: 0, count: 200))
        for cuts in [[], Array(1..<request.count)] {
            let outcomes = StateDriver.outcomes(of: request, cutAt: cuts, limits: Self.limits)
            #expect(outcomes == [.refused(400), .closed])
        }
    }

    @Test func `too much before the damage counts, and not the damage`() {
        var body = Gzip.compress([UInt8](repeating: 0, count: 101))
        body[body.count - 8] ^= 1
        let request = Self.request(zipped: body)
        for cuts in [[], Array(1..<request.count)] {
            let outcomes = StateDriver.outcomes(of: request, cutAt: cuts, limits: Self.limits)
            #expect(outcomes == [.refused(413), .closed])
        }
    }
}
