/// Reads the head of a request from bytes that arrive in any pieces (RFC 9112 §2 to §5).
///
/// It knows no socket and no clock, and it answers in one of three ways: a head, nil for "needs
/// more", or the reason for a refusal. Each line is read once, when its end has arrived; what
/// decides is always the position in the input, never the way it was cut.
struct RequestHeadParser {
    private let limits: Limits
    private var lineStart = 0
    /// Everything before this is known to hold no line end after `lineStart`.
    private var searched = 0
    private var skippedEmptyLine = false
    private var line: RequestLine?
    private var fieldsStart = 0
    private var fieldCount = 0
    private var control = ControlFields()

    init(limits: Limits) {
        self.limits = limits
    }

    /// Reads on in `input`, which starts with the head's first byte at every call.
    mutating func parse(_ input: Span<UInt8>) throws(RequestFailure) -> RequestHead? {
        // Something else than HTTP (TLS, say) is refused at its first byte: it may have no lines.
        if !input.isEmpty, !input[0].isTokenCharacter, input[0] != .carriageReturn {
            throw .malformed("This is not an HTTP request.")
        }
        while let range = try nextLine(input) {
            guard let line else {
                try parseRequestLine(input, in: range)
                continue
            }
            if range.isEmpty { return try head(line, input, end: range.lowerBound) }
            fieldCount += 1
            guard fieldCount <= limits.headFields else { throw .tooManyFields }
            let field = try FieldLine(parsing: input, in: range)
            try control.note(field, in: input)
        }
        return nil
    }

    /// Whether what has come of `input` asks for no more than a head, so that a refusal is one too:
    /// a body would be taken for the next answer (RFC 9110 §9.3.2).
    func asksForHead(_ input: Span<UInt8>) -> Bool {
        let start = skippedEmptyLine ? 2 : 0
        let method = start..<start + 5
        return input.count >= method.upperBound && input.text(in: method) == "HEAD "
    }

    /// The next line without its line end; nil as long as that has not arrived.
    private mutating func nextLine(_ input: Span<UInt8>) throws(RequestFailure) -> Range<Int>? {
        let isFirst = line == nil
        let limit = isFirst ? lineStart + limits.requestLineBytes + 2 : limits.headBytes
        let reach = max(searched, min(input.count, limit))
        guard let lineFeed = input.firstIndex(of: .lineFeed, in: searched..<reach) else {
            if input.count >= limit { throw isFirst ? .requestLineTooLong : .headTooLarge }
            searched = reach
            return nil
        }
        // RFC 9112 §2.2: a bare LF could end a line here and not elsewhere
        guard lineFeed > lineStart, input[lineFeed - 1] == .carriageReturn else {
            throw .malformed("A line of the head does not end in CR LF.")
        }
        let range = lineStart..<lineFeed - 1
        lineStart = lineFeed + 1
        searched = lineStart
        return range
    }

    private mutating func parseRequestLine(
        _ input: Span<UInt8>, in range: Range<Int>
    ) throws(RequestFailure) {
        // RFC 9112 §2.2: one empty line before a request is some old client's mistake
        if range.isEmpty, !skippedEmptyLine {
            skippedEmptyLine = true
            return
        }
        line = try RequestLine(parsing: input, in: range)
        fieldsStart = lineStart
    }

    private func head(
        _ line: RequestLine, _ input: Span<UInt8>, end: Int
    ) throws(RequestFailure) -> RequestHead {
        try control.checkHost(version: line.version)
        return RequestHead(
            line: line,
            fields: RequestFields(validatedLines: input.array(in: fieldsStart..<end)),
            framing: try control.framing(version: line.version),
            coding: try control.contentCoding(),
            expectsContinue: control.expectsContinue && line.version == .http11,
            isPersistent: control.isPersistent(version: line.version),
            byteCount: lineStart)
    }
}
