/// What a `Content-Type` says (RFC 9110 §8.3.1): the type and its character set.
struct MediaType: Sendable, Hashable {
    /// Type and subtype in lower case.
    let name: String
    /// The `charset` parameter in lower case; nil: none was given.
    let charset: String?

    /// Reads a field value; parameters other than the character set are ignored.
    init(_ value: String) {
        let parts = value.lowercased().split(separator: ";", omittingEmptySubsequences: false)
        name = Self.trimmed(parts[0])
        charset = parts.dropFirst().lazy.compactMap(Self.charset).first
    }

    /// Whether the bytes are UTF-8, or ASCII, which is a part of it.
    var isUTF8: Bool {
        switch charset {
        case nil, "utf-8", "utf8", "us-ascii": true
        default: false
        }
    }

    private static func charset(_ parameter: Substring) -> String? {
        let pair = parameter.split(separator: "=", maxSplits: 1)
        guard pair.count == 2, trimmed(pair[0]) == "charset" else { return nil }
        return trimmed(pair[1].filter { $0 != "\"" })
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        var text = Substring(text)
        while text.first == " " || text.first == "\t" { text.removeFirst() }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return String(text)
    }
}
