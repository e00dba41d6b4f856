extension JSONWriter {
    /// A string in quotes, with the escapes that RFC 8259 §7 requires.
    mutating func appendQuoted(_ string: String) {
        let utf8 = string.utf8.span
        bytes.append(ASCII.quote)
        var start = 0
        while true {
            let end = PlainRun.end(in: utf8, from: start)
            bytes.append(copying: utf8.extracting(start..<end))
            guard end < utf8.count else { break }
            appendEscaped(utf8[end])
            start = end + 1
        }
        bytes.append(ASCII.quote)
    }

    private mutating func appendEscaped(_ byte: UInt8) {
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
