extension JSONWriter {
    /// A comma if one is due, then an integer in decimal digits.
    mutating func appendDecimal(_ value: Int64) {
        var rest = value.magnitude
        // 2^63 has 19 digits. They come up last first, and so are filled in from the end.
        var digits: [19 of UInt8] = .init(repeating: ASCII.zero)
        var start = digits.count
        repeat {
            start -= 1
            digits[start] = ASCII.zero + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0
        let comma = needsComma
        bytes.append(addingCapacity: digits.count + 2) { output in
            if comma { output.append(ASCII.comma) }
            if value < 0 { output.append(ASCII.minus) }
            output.append(copying: digits.span.extracting(start...))
        }
    }
}
