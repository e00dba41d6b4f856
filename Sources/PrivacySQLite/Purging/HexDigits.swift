/// Numbers in hexadecimal digits, in lower case as all that is searched for.
enum HexDigits {
    /// The last `count` digits of a number.
    static func of(_ number: UInt32, count: Int) -> [UInt8] {
        (1...count).map { place in
            let digit = UInt8(truncatingIfNeeded: number >> UInt32(4 * (count - place))) & 15
            return digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
        }
    }
}
