extension JSONWriter {
    /// An integer in decimal digits.
    mutating func appendDecimal(_ value: Int64) {
        if value < 0 { bytes.append(ASCII.minus) }
        var rest = value.magnitude
        // 2^64 has 20 digits. They come up last first, and so are filled in from the end.
        var digits: [20 of UInt8] = .init(repeating: ASCII.zero)
        var start = digits.count
        repeat {
            start -= 1
            digits[start] = ASCII.zero + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        bytes.append(copying: digits.span.extracting(start...))
    }
}
