@testable import HTTPServer
internal import HTTPTypes

/// What a connection made of what it was sent; every request was answered at once.
struct Conversation: Equatable {
    /// One thing that came out.
    enum Event: Equatable {
        case request(ReceivedRequest)
        case refusal(RequestFailure)
        case close
    }

    /// What came out, but for `100 Continue`: when that is said depends on how the input was cut.
    private(set) var events: [Event] = []

    /// What comes of the bytes in these pieces and the end of the input.
    init(_ bytes: [UInt8], pieceLengths: [Int], limits: Limits) {
        let now = MonotonicTime(nanoseconds: 0)
        var state = ConnectionState(peer: .local, limits: limits, now: now)
        bytes.forEachPiece(of: pieceLengths) { piece in
            state.receive(piece.span, now: now)
            follow(&state, now)
        }
        state.receiveEnd()
        follow(&state, now)
    }

    /// The requests among what came out.
    var requests: [ReceivedRequest] {
        events.compactMap { if case .request(let request) = $0 { request } else { nil } }
    }

    private mutating func follow(_ state: inout ConnectionState, _ now: MonotonicTime) {
        while events.last != .close {
            switch state.next(now: now) {
            case .read: return
            case .sendContinue: break
            case .respond(let request):
                events.append(.request(ReceivedRequest(request)))
                state.finishResponse(now: now)
            case .refuse(let failure): events.append(.refusal(failure))
            case .handOver: fatalError("no other server was there to go on")
            case .close: events.append(.close)
            }
        }
    }
}
