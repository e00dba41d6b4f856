/// Host and port, as a Host field or a target in absolute-form gives them (RFC 3986 §3.2).
///
/// A comma, which RFC 3986 lets into a name, is refused: it is what two Host fields become when a
/// proxy joins them (RFC 9110 §5.3).
enum Authority {
    private static let portDigitsLimit = 5

    /// Whether the range is a host, with or without a port, and no user before it.
    static func isValid(_ input: Span<UInt8>, in range: Range<Int>) -> Bool {
        guard let hostEnd = hostEnd(input, in: range) else { return false }
        if hostEnd == range.upperBound { return true }
        let port = hostEnd + 1..<range.upperBound
        return input[hostEnd] == .colon && port.count <= portDigitsLimit
            && input.allSatisfy(in: port) { $0.decimalDigit != nil }
    }

    /// Where the host ends; nil when there is none.
    private static func hostEnd(_ input: Span<UInt8>, in range: Range<Int>) -> Int? {
        guard !range.isEmpty else { return nil }
        guard input[range.lowerBound] == UInt8(ascii: "[") else {
            let end = input.firstIndex(of: .colon, in: range) ?? range.upperBound
            return isName(input, in: range.lowerBound..<end) ? end : nil
        }
        guard let bracket = input.firstIndex(of: UInt8(ascii: "]"), in: range),
            isAddress(input, in: range.lowerBound + 1..<bracket)
        else { return nil }
        return bracket + 1
    }

    private static func isName(_ input: Span<UInt8>, in range: Range<Int>) -> Bool {
        var index = range.lowerBound
        while index < range.upperBound {
            if isUsual(input[index]) {
                index += 1
                continue
            }
            if input[index] == UInt8(ascii: "%") {
                let digits = index + 1..<min(index + 3, range.upperBound)
                guard digits.count == 2, input.allSatisfy(in: digits, isHexadecimal) else {
                    return false
                }
                index += 2
            } else if !mayStandInName(input[index]) {
                return false
            }
            index += 1
        }
        return !range.isEmpty
    }

    private static func isAddress(_ input: Span<UInt8>, in range: Range<Int>) -> Bool {
        guard let colon = input.firstIndex(of: .colon, in: range),
            input.firstIndex(of: .colon, in: colon + 1..<range.upperBound) != nil
        else { return false }
        return input.allSatisfy(in: range) { byte in
            isHexadecimal(byte) || byte == .colon || byte == UInt8(ascii: ".")
        }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool { byte.hexadecimalDigit != nil }

    /// What nearly every name is made of, to be through with it at once.
    private static func isUsual(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.decimalDigit != nil || byte == UInt8(ascii: ".")
            || byte == UInt8(ascii: "-")
    }

    /// What RFC 3986 calls unreserved and sub-delims: token characters but for four, and four more.
    private static func mayStandInName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "#"), UInt8(ascii: "^"), UInt8(ascii: "`"), UInt8(ascii: "|"): false
        case UInt8(ascii: "("), UInt8(ascii: ")"), .semicolon, UInt8(ascii: "="): true
        default: byte.isTokenCharacter
        }
    }
}
