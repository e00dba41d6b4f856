import HTTPTypes

/// The first line of a request: method, target, version (RFC 9112 §3).
struct RequestLine {
    let method: HTTPRequest.Method
    let target: RequestTarget
    let version: HTTPVersion

    /// Reads the line in `range`, which is without its line end.
    init(parsing input: Span<UInt8>, in range: Range<Int>) throws(RequestFailure) {
        guard let methodEnd = input.firstIndex(of: .space, in: range),
            let targetEnd = input.firstIndex(of: .space, in: methodEnd + 1..<range.upperBound)
        else { throw .malformed("The request line is not a method, a target and a version.") }
        method = try Self.method(input, in: range.lowerBound..<methodEnd)
        // Only a proxy makes tunnels (RFC 9110 §9.3.6).
        guard method != .connect else { throw .unsupportedMethod }
        version = try Self.version(input, in: targetEnd + 1..<range.upperBound)
        target = try RequestTarget(
            parsing: input, in: methodEnd + 1..<targetEnd, isOptions: method == .options)
    }

    private static func method(
        _ input: Span<UInt8>, in range: Range<Int>
    ) throws(RequestFailure) -> HTTPRequest.Method {
        guard !range.isEmpty, input.allSatisfy(in: range, \.isTokenCharacter),
            let name = input.text(in: range)
        else { throw .malformed("The method has a character that no method has.") }
        switch name {
        case "GET": return .get
        case "POST": return .post
        case "HEAD": return .head
        default:
            guard let method = HTTPRequest.Method(rawValue: name) else {
                throw .malformed("The method has a character that no method has.")
            }
            return method
        }
    }

    private static func version(
        _ input: Span<UInt8>, in range: Range<Int>
    ) throws(RequestFailure) -> HTTPVersion {
        guard range.count == 8,
            input.text(in: range.prefix(5)) == "HTTP/",  // RFC 9112 §2.3: case-sensitive
            let major = input[range.lowerBound + 5].decimalDigit,
            input[range.lowerBound + 6] == UInt8(ascii: "."),
            let minor = input[range.lowerBound + 7].decimalDigit
        else { throw .malformed("The request line does not end in a version.") }
        switch (major, minor) {
        case (1, 1): return .http11
        case (1, 0): return .http10
        default: throw .unsupportedVersion
        }
    }
}
