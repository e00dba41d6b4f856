internal import HTTPServer
internal import HTTPTypes

extension Response {
    private static let limit = HTTPField.Name("RateLimit-Limit")
    private static let remaining = HTTPField.Name("RateLimit-Remaining")
    private static let reset = HTTPField.Name("RateLimit-Reset")

    /// Tells the caller what is left (draft-ietf-httpapi-ratelimit-headers-07 §5).
    mutating func tell(_ allowance: Allowance) {
        append(Self.limit, allowance.limit)
        append(Self.remaining, allowance.remaining)
        append(Self.reset, allowance.resetSeconds)
    }

    private mutating func append(_ name: HTTPField.Name?, _ value: Int) {
        guard let name else { return }
        fields.append(HTTPField(name: name, value: "\(value)"))
    }
}
