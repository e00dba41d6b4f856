extension JSONWriter {
    /// A comma if one is due, then a string in quotes with the escapes that RFC 8259 §7 requires,
    /// then a name's colon.
    ///
    /// What most strings are, free of escapes, is one request for room and one copy.
    mutating func appendQuoted(_ string: String, isName: Bool) {
        appendQuoted(string.utf8.span, isName: isName)
    }

    mutating func appendQuoted(_ utf8: Span<UInt8>, isName: Bool) {
        let plainCount = PlainRun.end(in: utf8, from: 0)
        let comma = needsComma
        buffer.write(atMost: utf8.count + 4) { output in
            if comma { output.put(ASCII.comma) }
            output.put(ASCII.quote)
            output.put(utf8.extracting(..<plainCount))
            guard plainCount == utf8.count else { return }
            output.put(ASCII.quote)
            if isName { output.put(ASCII.colon) }
        }
        guard plainCount < utf8.count else { return }
        appendEscaping(utf8, from: plainCount)
        if isName { buffer.write(atMost: 1) { $0.put(ASCII.colon) } }
    }

    /// The rest of a string whose quote is written, from its first byte that needs an escape.
    mutating func appendEscaping(_ utf8: Span<UInt8>, from start: Int) {
        var index = start
        while index < utf8.count {
            let end = PlainRun.end(in: utf8, from: index)
            buffer.write(atMost: end - index + Self.escapeBytes) { output in
                output.put(utf8.extracting(index..<end))
                if end < utf8.count { Self.put(escapeOf: utf8[end], to: &output) }
            }
            index = end + 1
        }
        buffer.write(atMost: 1) { $0.put(ASCII.quote) }
    }

    /// The most bytes of an escape: those of `\u001f`.
    private static let escapeBytes = 6

    private static func put(escapeOf byte: UInt8, to output: inout JSONBuffer.Writing) {
        output.put(ASCII.backslash)
        switch byte {
        case ASCII.quote, ASCII.backslash: output.put(byte)
        case 0x08: output.put(UInt8(ascii: "b"))
        case 0x0C: output.put(UInt8(ascii: "f"))
        case ASCII.lineFeed: output.put(UInt8(ascii: "n"))
        case ASCII.carriageReturn: output.put(UInt8(ascii: "r"))
        case ASCII.tab: output.put(UInt8(ascii: "t"))
        default:
            // What is left is below 0x20.
            output.put(UInt8(ascii: "u"))
            output.put(ASCII.zero)
            output.put(ASCII.zero)
            output.put(ASCII.zero + byte >> 4)
            output.put(hexadecimalDigit(byte & 0xF))
        }
    }

    private static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? ASCII.zero + value : UInt8(ascii: "a") + value - 10
    }
}
