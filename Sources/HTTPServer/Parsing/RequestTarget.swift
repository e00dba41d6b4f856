/// What a request is about, in the forms that an origin server is sent (RFC 9112 §3.2).
struct RequestTarget {
    let path: String
    let query: String?

    /// Reads origin-form, absolute-form, or for OPTIONS asterisk-form.
    init(parsing input: Span<UInt8>, in range: Range<Int>, isOptions: Bool) throws(RequestFailure) {
        guard input.allSatisfy(in: range, Self.mayStand) else { throw Self.notEncoded }
        if isOptions, range.count == 1, input[range.lowerBound] == UInt8(ascii: "*") {
            path = "*"
            query = nil
            return
        }
        let origin = try Self.origin(input, in: range)
        let pathEnd = input.firstIndex(of: .questionMark, in: origin) ?? origin.upperBound
        guard let path = input.text(in: origin.lowerBound..<pathEnd) else { throw Self.notEncoded }
        // RFC 9112 §3.2.1: an empty path is sent as "/"
        self.path = path.isEmpty ? "/" : path
        if pathEnd == origin.upperBound {
            query = nil
        } else {
            guard let query = input.text(in: pathEnd + 1..<origin.upperBound) else {
                throw Self.notEncoded
            }
            self.query = query
        }
    }

    private static let notEncoded = RequestFailure.malformed(
        "The target has a character that must be percent-encoded.")

    /// What is visible and no fragment: more than RFC 3986 has, for JSON is sent in queries as it is.
    private static func mayStand(_ byte: UInt8) -> Bool {
        byte > .space && byte < 0x7F && byte != UInt8(ascii: "#")
    }

    /// Path and query: all of origin-form, what follows the authority in absolute-form.
    private static func origin(
        _ input: Span<UInt8>, in range: Range<Int>
    ) throws(RequestFailure) -> Range<Int> {
        if !range.isEmpty, input[range.lowerBound] == .slash { return range }
        for scheme in ["http://", "https://"] {
            let prefix = range.prefix(scheme.utf8.count)
            guard input.equalsCaseInsensitively(scheme, in: prefix) else { continue }
            let rest = prefix.upperBound..<range.upperBound
            var end = rest.lowerBound
            while end < rest.upperBound, input[end] != .slash, input[end] != .questionMark {
                end += 1
            }
            // RFC 9110 §4.2.4: a user name is there to deceive
            guard Authority.isValid(input, in: rest.lowerBound..<end) else {
                throw .malformed("What follows http:// in the target is not a host and a port.")
            }
            return end..<rest.upperBound
        }
        throw .malformed("The target does not start with a slash or http://.")
    }
}
