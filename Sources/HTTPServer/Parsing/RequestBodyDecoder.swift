/// Gathers the body of a request: unframed, inflated, and never more than the limit of either.
struct RequestBodyDecoder: ~Copyable {
    private enum Framing {
        case length(remaining: Int)
        case chunked(ChunkedBodyDecoder)
    }

    /// What is set aside on the word of a Content-Length alone.
    private static let trustedCapacityBytes = 64 * 1024

    private let limitBytes: Int
    private var framing: Framing
    private var receivedBytes = 0
    private var inflater: Inflater?
    private var body: [UInt8] = []

    /// A decoder for the body that follows `head`; refuses one that says it is too large.
    init(head: RequestHead, limits: Limits) throws(RequestFailure) {
        limitBytes = limits.bodyBytes
        switch head.framing {
        case .length(let length):
            guard length <= limits.bodyBytes else { throw .bodyTooLarge }
            framing = .length(remaining: length)
            body.reserveCapacity(min(length, Self.trustedCapacityBytes))
        case .chunked:
            framing = .chunked(ChunkedBodyDecoder(limitBytes: limits.bodyBytes))
        }
        inflater = head.coding == .gzip ? Inflater() : nil
    }

    var isComplete: Bool {
        switch framing {
        case .length(let remaining): remaining == 0
        case .chunked(let decoder): decoder.isComplete
        }
    }

    /// What is kept of the body so far.
    var byteCount: Int { body.count }

    /// What was read, when that is what was sent: neither in chunks nor compressed.
    var verbatim: [UInt8]? {
        if inflater == nil, case .length = framing { body } else { nil }
    }

    /// Takes what belongs to the body and answers how many bytes that was.
    mutating func decode(_ input: Span<UInt8>) throws(RequestFailure) -> Int {
        switch framing {
        case .length(let remaining):
            let taken = min(remaining, input.count)
            try append(input, in: 0..<taken)
            framing = .length(remaining: remaining - taken)
            return taken
        case .chunked(var decoder):
            var position = 0
            while let data = try decoder.nextData(input, from: &position) {
                try append(input, in: data)
            }
            framing = .chunked(decoder)
            return position
        }
    }

    /// The body, once it is complete.
    consuming func finish() throws(RequestFailure) -> [UInt8] {
        if receivedBytes > 0, let isComplete = inflater?.isComplete, !isComplete {
            throw .malformed("The gzip stream of the body is cut off.")
        }
        return body
    }

    private mutating func append(
        _ input: Span<UInt8>, in range: Range<Int>
    ) throws(RequestFailure) {
        // What is within the limit is looked at first: which fault is told must not depend on how
        // much of the body came at once.
        let bytes = input.extracting(range.prefix(limitBytes - receivedBytes))
        receivedBytes += bytes.count
        if inflater == nil {
            unsafe bytes.withUnsafeBufferPointer { unsafe body.append(contentsOf: $0) }
        } else {
            try inflater?.inflate(bytes, into: &body, limitBytes: limitBytes)
        }
        guard bytes.count == range.count else { throw .bodyTooLarge }
    }
}
