extension JSONWriter {
    /// A comma if one is due, then a string in quotes with the escapes that RFC 8259 §7 requires,
    /// then a name's colon.
    ///
    /// What most strings are, free of escapes, is one growth of `bytes` and one copy.
    mutating func appendQuoted(_ string: String, isName: Bool) {
        let utf8 = string.utf8.span
        let plainCount = PlainRun.end(in: utf8, from: 0)
        let comma = needsComma
        bytes.append(addingCapacity: utf8.count + 4) { output in
            if comma { output.append(ASCII.comma) }
            output.append(ASCII.quote)
            output.append(copying: utf8.extracting(..<plainCount))
            guard plainCount == utf8.count else { return }
            output.append(ASCII.quote)
            if isName { output.append(ASCII.colon) }
        }
        guard plainCount < utf8.count else { return }
        appendEscaping(utf8, from: plainCount)
        bytes.append(ASCII.quote)
        if isName { bytes.append(ASCII.colon) }
    }

    private mutating func appendEscaping(_ utf8: Span<UInt8>, from start: Int) {
        var index = start
        while index < utf8.count {
            let end = PlainRun.end(in: utf8, from: index)
            bytes.append(copying: utf8.extracting(index..<end))
            guard end < utf8.count else { return }
            appendEscape(of: utf8[end])
            index = end + 1
        }
    }

    private mutating func appendEscape(of byte: UInt8) {
        bytes.append(ASCII.backslash)
        switch byte {
        case ASCII.quote, ASCII.backslash: bytes.append(byte)
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case ASCII.lineFeed: bytes.append(UInt8(ascii: "n"))
        case ASCII.carriageReturn: bytes.append(UInt8(ascii: "r"))
        case ASCII.tab: bytes.append(UInt8(ascii: "t"))
        default:
            // What is left is below 0x20.
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(ASCII.zero + byte >> 4)
            bytes.append(Self.hexadecimalDigit(byte & 0xF))
        }
    }

    private static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? ASCII.zero + value : UInt8(ascii: "a") + value - 10
    }
}
