extension JSONWriter {
    /// A comma if one is due, then an integer in decimal digits.
    mutating func appendDecimal(_ value: Int64) {
        let digits = DecimalDigits(value)
        let comma = needsComma
        buffer.write(atMost: DecimalDigits.mostBytes + 1) { output in
            if comma { output.put(ASCII.comma) }
            digits.put(to: &output)
        }
    }
}

/// The decimal digits of an integer.
struct DecimalDigits {
    /// A sign and the 19 digits of 2^63.
    static let mostBytes = 20

    private var digits: [19 of UInt8] = .init(repeating: ASCII.zero)
    private var start = 19
    private let isNegative: Bool

    init(_ value: Int64) {
        isNegative = value < 0
        var rest = value.magnitude
        // They come up last first, and so are filled in from the end.
        repeat {
            start -= 1
            digits[start] = ASCII.zero + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
    }

    func put(to output: inout JSONBuffer.Writing) {
        if isNegative { output.put(ASCII.minus) }
        output.put(digits.span.extracting(start...))
    }
}
