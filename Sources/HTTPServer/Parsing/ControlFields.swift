/// The fields that decide how a request is framed and what becomes of its connection.
///
/// Wherever two readers could disagree about where a request ends, it is refused: that
/// disagreement is how one request is smuggled inside another.
struct ControlFields {
    private var contentLength: Int?
    private var transferCoding: TransferCoding?
    private var hostCount = 0
    private var coding: ContentCoding?
    private var codingIsKnown = true
    private var closes = false
    private var keepsAlive = false
    private(set) var expectsContinue = false

    private enum TransferCoding {
        case chunked
        case other
    }

    mutating func note(_ field: FieldLine, in input: Span<UInt8>) throws(RequestFailure) {
        let name = field.name
        switch name.count {
        case 4 where input.equalsCaseInsensitively("host", in: name):
            try noteHost(input, in: field.value)
        case 6 where input.equalsCaseInsensitively("expect", in: name):
            noteExpectations(input, in: field.value)
        case 10 where input.equalsCaseInsensitively("connection", in: name):
            noteConnection(input, in: field.value)
        case 14 where input.equalsCaseInsensitively("content-length", in: name):
            try noteLength(input, in: field.value)
        case 16 where input.equalsCaseInsensitively("content-encoding", in: name):
            noteCoding(input, in: field.value)
        case 17 where input.equalsCaseInsensitively("transfer-encoding", in: name):
            try noteTransferCoding(input, in: field.value)
        default: break
        }
    }

    /// Whether fields of that name decide how a request is framed, routed or followed.
    static func decideRequest(_ input: Span<UInt8>, in name: Range<Int>) -> Bool {
        input.equalsCaseInsensitively("host", in: name)
            || input.equalsCaseInsensitively("content-length", in: name)
            || input.equalsCaseInsensitively("transfer-encoding", in: name)
            || input.equalsCaseInsensitively("connection", in: name)
    }

    /// Refuses a request that does not say, or says twice, which host it means.
    func checkHost(version: HTTPVersion) throws(RequestFailure) {
        // RFC 9112 §3.2
        guard hostCount == 1 || hostCount == 0 && version == .http10 else {
            throw .malformed("A request needs exactly one Host field.")
        }
    }

    func framing(version: HTTPVersion) throws(RequestFailure) -> BodyFraming {
        guard let transferCoding else { return .length(contentLength ?? 0) }
        // RFC 9112 §6.1 and §6.3: both lengths, or chunks from before chunks existed
        guard contentLength == nil, version == .http11 else {
            throw .malformed("A chunked body is for HTTP/1.1 and goes without Content-Length.")
        }
        guard transferCoding == .chunked else { throw .unsupportedTransferCoding }
        return .chunked
    }

    func contentCoding() throws(RequestFailure) -> ContentCoding {
        guard codingIsKnown else { throw .unsupportedCoding }
        return coding ?? .identity
    }

    /// Whether another request may follow on the connection (RFC 9112 §9.3).
    func isPersistent(version: HTTPVersion) -> Bool {
        if closes { return false }
        return version == .http11 || keepsAlive
    }

    private mutating func noteHost(
        _ input: Span<UInt8>, in value: Range<Int>
    ) throws(RequestFailure) {
        hostCount += 1
        // RFC 9112 §3.2: empty where the target has no authority, else an authority without a user
        guard value.isEmpty || Authority.isValid(input, in: value) else {
            throw .malformed("The Host field is not a host and a port.")
        }
    }

    private mutating func noteConnection(_ input: Span<UInt8>, in value: Range<Int>) {
        var start = value.lowerBound
        while let option = input.nextMember(of: value, from: &start) {
            if input.equalsCaseInsensitively("close", in: option) { closes = true }
            if input.equalsCaseInsensitively("keep-alive", in: option) { keepsAlive = true }
        }
    }

    private mutating func noteExpectations(_ input: Span<UInt8>, in value: Range<Int>) {
        var start = value.lowerBound
        while let expectation = input.nextMember(of: value, from: &start) {
            // RFC 9110 §10.1.1: expectations other than this one may be passed over
            if input.equalsCaseInsensitively("100-continue", in: expectation) {
                expectsContinue = true
            }
        }
    }

    private mutating func noteLength(
        _ input: Span<UInt8>, in value: Range<Int>
    ) throws(RequestFailure) {
        guard contentLength == nil else { throw .malformed("Content-Length is given twice.") }
        // 18 digits cannot overflow 64 bits, and no body has that many bytes.
        guard !value.isEmpty, value.count <= 18 else {
            throw .malformed("Content-Length is not a number.")
        }
        var length = 0
        for index in value {
            guard let digit = input[index].decimalDigit else {
                throw .malformed("Content-Length is not a number.")
            }
            length = length * 10 + digit
        }
        contentLength = length
    }

    private mutating func noteCoding(_ input: Span<UInt8>, in value: Range<Int>) {
        if value.isEmpty || input.equalsCaseInsensitively("identity", in: value) { return }
        let isGzip =
            input.equalsCaseInsensitively("gzip", in: value)
            || input.equalsCaseInsensitively("x-gzip", in: value)
        // A body that was encoded twice is refused like one in an unknown coding.
        if !isGzip || coding != nil { codingIsKnown = false }
        coding = .gzip
    }

    private mutating func noteTransferCoding(
        _ input: Span<UInt8>, in value: Range<Int>
    ) throws(RequestFailure) {
        guard transferCoding == nil else { throw .malformed("Transfer-Encoding is given twice.") }
        var start = value.lowerBound
        var count = 0
        var chunkedCount = 0
        var endsInChunked = false
        while let coding = input.nextMember(of: value, from: &start) {
            count += 1
            endsInChunked = input.equalsCaseInsensitively("chunked", in: coding)
            if endsInChunked { chunkedCount += 1 }
        }
        // RFC 9112 §6.3: else nobody can tell where the body ends; §6.1: not applied twice
        guard endsInChunked, chunkedCount == 1 else {
            throw .malformed("The Transfer-Encoding does not end in chunked.")
        }
        transferCoding = count == 1 ? .chunked : .other
    }
}
