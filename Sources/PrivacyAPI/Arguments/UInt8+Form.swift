extension UInt8 {
    static let space = UInt8(ascii: " ")
    static let plus = UInt8(ascii: "+")
    static let percent = UInt8(ascii: "%")
    static let ampersand = UInt8(ascii: "&")
    static let equals = UInt8(ascii: "=")
    static let at = UInt8(ascii: "@")
    static let openBrace = UInt8(ascii: "{")
    static let openBracket = UInt8(ascii: "[")

    /// The value of a hexadecimal digit; nil for any other byte.
    var hexadecimalValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension Collection<UInt8> {
    /// The first byte that is not white space of JSON (RFC 8259 §2).
    var firstSignificant: UInt8? {
        first { $0 != .space && !(0x09...0x0A).contains($0) && $0 != 0x0D }
    }
}
