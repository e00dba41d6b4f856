/// Takes the chunks off a body, byte by byte where they are framed and in runs where they are data
/// (RFC 9112 §7.1).
///
/// Extensions and trailers are checked and dropped. Only CR LF ends a line.
struct ChunkedBodyDecoder {
    /// Extensions and trailers of one body together: nobody here sends any, and without a bound
    /// they would be a body that no limit counts.
    static let ignoredBytesLimit = 16 * 1024
    /// 15 hexadecimal digits cannot overflow 64 bits.
    private static let sizeDigitsLimit = 15

    private enum State {
        case size(digits: Int)
        case extensions
        case sizeLineFeed
        case data
        case dataCarriageReturn
        case dataLineFeed
        case trailer
        case trailerLineFeed
        case done
    }

    private let limitBytes: Int
    private var state = State.size(digits: 0)
    private var remaining = 0
    /// The sizes of all chunks so far.
    private var announcedBytes = 0
    private var ignoredBytes = 0
    /// The extensions of a chunk, or a trailer field, as far as they have come.
    private var line: [UInt8] = []

    /// A decoder of a body that is refused once its chunks say that it is longer than the limit.
    init(limitBytes: Int) {
        self.limitBytes = limitBytes
    }

    var isComplete: Bool {
        if case .done = state { true } else { false }
    }

    /// What stands at `position`: a run of data, or nil after some framing or at the input's end.
    ///
    /// `position` is moved past what was read.
    mutating func nextData(
        _ input: Span<UInt8>, from position: inout Int
    ) throws(RequestFailure) -> Range<Int>? {
        while position < input.count, !isComplete {
            if case .data = state {
                let end = min(input.count, position + remaining)
                let data = position..<end
                remaining -= data.count
                position = end
                if remaining == 0 { state = .dataCarriageReturn }
                return data
            }
            try step(input[position])
            position += 1
        }
        return nil
    }

    private mutating func step(_ byte: UInt8) throws(RequestFailure) {
        switch state {
        case .size(let digits): state = try size(byte, digits: digits)
        case .extensions: state = try extensions(byte)
        case .sizeLineFeed:
            guard byte == .lineFeed else { throw Self.malformed }
            announcedBytes += remaining
            guard announcedBytes <= limitBytes else { throw .bodyTooLarge }
            state = remaining == 0 ? .trailer : .data
        case .dataCarriageReturn:
            guard byte == .carriageReturn else { throw Self.malformed }
            state = .dataLineFeed
        case .dataLineFeed:
            guard byte == .lineFeed else { throw Self.malformed }
            state = .size(digits: 0)
        case .trailer: state = try trailer(byte)
        case .trailerLineFeed: state = try endOfTrailerLine(byte)
        case .data, .done: break
        }
    }

    private mutating func size(_ byte: UInt8, digits: Int) throws(RequestFailure) -> State {
        if let digit = byte.hexadecimalDigit {
            guard digits < Self.sizeDigitsLimit else { throw .bodyTooLarge }
            remaining = remaining << 4 | digit
            return .size(digits: digits + 1)
        }
        guard digits > 0 else { throw Self.malformed }
        switch byte {
        case .carriageReturn: return .sizeLineFeed
        case .semicolon: return .extensions
        default: throw Self.malformed
        }
    }

    private mutating func extensions(_ byte: UInt8) throws(RequestFailure) -> State {
        if byte == .carriageReturn {
            guard ChunkExtensions.areWellFormed(line.span) else { throw Self.malformed }
            line.removeAll(keepingCapacity: true)
            return .sizeLineFeed
        }
        try appendIgnored(byte)
        return .extensions
    }

    private mutating func trailer(_ byte: UInt8) throws(RequestFailure) -> State {
        if byte == .carriageReturn { return .trailerLineFeed }
        try appendIgnored(byte)
        return .trailer
    }

    private mutating func endOfTrailerLine(_ byte: UInt8) throws(RequestFailure) -> State {
        guard byte == .lineFeed else { throw Self.malformed }
        if line.isEmpty { return .done }
        let field = try FieldLine(parsing: line.span, in: 0..<line.count)
        // RFC 9110 §6.5.1: who merges trailers into the head would see another request
        guard !ControlFields.decideRequest(line.span, in: field.name) else {
            throw .malformed("A trailer may not say how the request is framed, routed or followed.")
        }
        line.removeAll(keepingCapacity: true)
        return .trailer
    }

    private mutating func appendIgnored(_ byte: UInt8) throws(RequestFailure) {
        guard byte.isFieldValueCharacter else { throw Self.malformed }
        line.append(byte)
        ignoredBytes += 1
        guard ignoredBytes <= Self.ignoredBytesLimit else {
            throw .malformed("The chunk extensions or trailers of the body are too long.")
        }
    }

    private static let malformed = RequestFailure.malformed("The chunks of the body are malformed.")
}
