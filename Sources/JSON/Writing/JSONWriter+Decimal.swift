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

    /// The decimal digits of an integer.
    @inline(__always)
    mutating func put(decimal value: Int64) {
        if value < 0 { put(ASCII.minus) }
        let magnitude = value.magnitude
        var digits = 1
        var next: UInt64 = 10
        while digits < Self.mostDecimalBytes - 1, magnitude >= next {
            digits += 1
            next &*= 10
        }
        // They come up last first, and so are filled in from the end.
        unsafe put(count: digits) { room in
            var rest = magnitude
            var place = digits
            while place > 0 {
                place -= 1
                let tenth = rest / 10
                unsafe room[place] = ASCII.zero + UInt8(truncatingIfNeeded: rest &- tenth &* 10)
                rest = tenth
            }
        }
    }
}
