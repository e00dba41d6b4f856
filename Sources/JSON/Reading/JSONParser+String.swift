extension JSONParser {
    /// A string, from its opening quote to its closing one (RFC 8259 §7).
    mutating func string(in text: Span<UInt8>) throws(JSONError) -> String {
        let start = position + 1
        let end = PlainRun.end(in: text, from: start)
        guard end < text.count, text[end] == ASCII.quote else {
            return try stringWithEscapes(in: text, from: start)
        }
        position = end + 1
        do {
            return String(copying: try UTF8Span(validating: text.extracting(start..<end)))
        } catch {
            throw Self.encodingError(error, after: start)
        }
    }

    private mutating func stringWithEscapes(
        in text: Span<UInt8>, from start: Int
    ) throws(JSONError) -> String {
        unescaped.removeAll(keepingCapacity: true)
        position = start
        while true {
            try unescapedRun(in: text)
            guard position < text.count else {
                throw failure(in: text, expected: "a closing quote")
            }
            switch text[position] {
            case ASCII.quote:
                position += 1
                // Each run was valid, and escapes give whole scalars: so is the sum.
                let scalars = unsafe UTF8Span(unchecked: unescaped.span)
                return String(copying: scalars)
            case ASCII.backslash:
                position += 1
                try escape(in: text)
            default:
                throw failure(in: text, expected: "control characters to be escaped")
            }
        }
    }

    private mutating func unescapedRun(in text: Span<UInt8>) throws(JSONError) {
        let end = PlainRun.end(in: text, from: position)
        do {
            let run = try UTF8Span(validating: text.extracting(position..<end))
            unescaped.append(copying: run.span)
        } catch {
            throw Self.encodingError(error, after: position)
        }
        position = end
    }

    private static func encodingError(
        _ error: UTF8.ValidationError, after offset: Int
    ) -> JSONError {
        JSONError(.encoding, at: offset + error.byteOffsets.lowerBound, expected: "UTF-8")
    }
}
