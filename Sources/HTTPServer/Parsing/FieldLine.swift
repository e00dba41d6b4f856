/// Where name and value of one field stand in the input (RFC 9112 §5).
struct FieldLine {
    let name: Range<Int>
    let value: Range<Int>

    /// Reads the line in `range`, which is without its line end.
    init(parsing input: Span<UInt8>, in range: Range<Int>) throws(RequestFailure) {
        // A line folded onto the next starts with space (§5.2), a space before the colon (§5.1)
        // hides a field from those who do not trim: neither is a token character.
        guard let colon = input.firstIndex(of: .colon, in: range), colon > range.lowerBound,
            input.allSatisfy(in: range.lowerBound..<colon, \.isTokenCharacter)
        else { throw .malformed("A field line does not start with a name and a colon.") }
        name = range.lowerBound..<colon
        value = input.trimmingWhitespace(colon + 1..<range.upperBound)
        guard input.allSatisfy(in: value, \.isFieldValueCharacter) else {
            throw .malformed("A field value has a control character.")
        }
    }
}
