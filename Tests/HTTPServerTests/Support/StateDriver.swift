import HTTPTypes

@testable import HTTPServer

/// What a connection state asked for, in a form that can be compared.
enum Outcome: Equatable {
    case request(String)
    case sendContinue
    case refused(Int)
    case closed
    /// Let go of, with these bytes unread.
    case handedOver(String)
}

/// Plays the shell of a `ConnectionState`: every request is answered at once.
struct StateDriver: ~Copyable {
    var state: ConnectionState
    var now = MonotonicTime(nanoseconds: 0)
    var outcomes: [Outcome] = []
    private var hasEnded = false

    init(limits: Limits = Limits()) {
        state = ConnectionState(peer: .local, limits: limits, now: now)
    }

    mutating func receive(_ bytes: some Collection<UInt8>) {
        let bytes = Array(bytes)
        state.receive(bytes.span, now: now)
        advance()
    }

    mutating func pass(seconds: Double) {
        now = now + seconds
        advance()
    }

    mutating func advance() {
        while !hasEnded {
            switch state.next(now: now) {
            case .read: return
            case .sendContinue: outcomes.append(.sendContinue)
            case .respond(let request):
                outcomes.append(.request(Self.describe(request)))
                state.finishResponse(now: now)
            case .refuse(let failure): outcomes.append(.refused(failure.status.code))
            case .handOver:
                outcomes.append(.handedOver(String(decoding: state.takeUnread(), as: UTF8.self)))
                hasEnded = true
            case .close:
                outcomes.append(.closed)
                hasEnded = true
            }
        }
    }

    /// What comes of `bytes` received in the pieces that end at `cuts`.
    static func outcomes(
        of bytes: [UInt8], cutAt cuts: some Sequence<Int>, limits: Limits = Limits()
    ) -> [Outcome] {
        var driver = StateDriver(limits: limits)
        var start = 0
        for cut in cuts {
            driver.receive(bytes[start..<cut])
            start = cut
        }
        driver.receive(bytes[start...])
        return driver.outcomes
    }

    private static func describe(_ request: Request) -> String {
        let query = request.query.map { "?\($0)" } ?? ""
        let body = String(decoding: request.body, as: UTF8.self)
        return "\(request.method) \(request.path)\(query) [\(body)]"
    }
}
