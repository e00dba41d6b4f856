/// A JSON number, kept as the text in which it was written (RFC 8259 §6).
///
/// `14.0` stays `14.0` and `1e5` stays `1e5`, at any length, so that what a shop sent is what it
/// gets back. Equal are numbers of the same text: `14` is not `14.0`.
public struct JSONNumber: Sendable, Hashable {
    /// The number as it was written; always of the grammar of RFC 8259 §6.
    public let text: String

    /// The number of an integer.
    public init(_ integer: Int64) {
        text = String(integer)
    }

    /// A number of that text; nil when the text is not a JSON number and nothing else.
    public init?(text: String) {
        let utf8 = text.utf8.span
        guard let end = try? NumberScanner.end(in: utf8, from: 0), end == utf8.count else {
            return nil
        }
        self.text = text
    }

    /// A number of a text that was found to be one.
    init(scanned text: String) {
        self.text = text
    }

    /// Whether the text has neither a fraction nor an exponent: `14` and `-0` have not, `14.0` has.
    public var isInteger: Bool {
        text.utf8.allSatisfy { $0 == ASCII.minus || ASCII.isDigit($0) }
    }

    /// The value of an integer that fits; nil for any other, also for `14.0` and `1e5`.
    public var int64: Int64? {
        Int64(text)
    }
}
