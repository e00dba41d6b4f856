extension JSONWriter {
    /// A comma if one is due, then an integer in decimal digits.
    mutating func appendDecimal(_ value: Int64) {
        let comma = needsComma
        buffer.write(atMost: JSONBuffer.Writing.mostDecimalBytes + 1) { output in
            if comma { output.put(ASCII.comma) }
            output.put(decimal: value)
        }
    }
}

extension JSONBuffer.Writing {
    /// A sign and the 19 digits of 2^63.
    static let mostDecimalBytes = 20

    /// One more than the largest number that a word of digits stands for.
    private static let wordLimit: UInt64 = 100_000_000

    /// The decimal digits of an integer, for which there is room for ``mostDecimalBytes``.
    @inline(__always)
    mutating func put(decimal value: Int64) {
        if value < 0 { put(ASCII.minus) }
        let (high, low) = value.magnitude.quotientAndRemainder(dividingBy: Self.wordLimit)
        guard high > 0 else { return put(leading: low) }
        if high < Self.wordLimit {
            put(leading: high)
        } else {
            put(leading: high / Self.wordLimit)
            put(word: Self.digits(of: high % Self.wordLimit), count: 8)
        }
        put(word: Self.digits(of: low), count: 8)
    }

    /// The digits of a number below 10^8, without zeros before it.
    @inline(__always)
    private mutating func put(leading number: UInt64) {
        let digits = Self.digits(of: number)
        let zeros = min(7, (digits & 0x0F0F_0F0F_0F0F_0F0F).trailingZeroBitCount / 8)
        put(word: digits >> (8 * zeros), count: 8 - zeros)
    }

    /// The eight digits of a number below 10^8, the first of them lowest.
    ///
    /// Its halves, their halves and theirs again are parted side by side in one word, by multiplications
    /// that are exact for what is below 10^4 and 10^2.
    @inline(__always)
    private static func digits(of number: UInt64) -> UInt64 {
        let fours = number / 10_000 | (number % 10_000) << 32
        let hundreds = (fours &* 10_486) >> 20 & 0x7F_0000_007F
        let twos = hundreds | (fours &- hundreds &* 100) << 16
        let tens = (twos &* 103) >> 10 & 0xF_000F_000F_000F
        let ones = tens | (twos &- tens &* 10) << 8
        return ones | 0x3030_3030_3030_3030
    }
}
