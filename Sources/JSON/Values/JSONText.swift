/// A JSON value as the compact text that `JSONWriter` made of it, passed on without being read.
///
/// What a store holds is such text, and most answers carry it on as it is, where reading it into values
/// and writing those again would give the same bytes.
public struct JSONText: Sendable, Hashable {
    /// The text, in UTF-8 and without white space.
    public let utf8: [UInt8]

    /// A text that `JSONWriter` made; it is not looked at.
    public init(written utf8: [UInt8]) { self.utf8 = utf8 }

    /// The text of a value.
    public init(_ value: JSONValue) { utf8 = JSONWriter.bytes(of: value) }

    /// `{}`.
    public static let emptyObject = JSONText(written: [ASCII.openBrace, ASCII.closeBrace])

    /// The value that the text is of.
    ///
    /// Throws `JSONError` when the text is none, as after damage to where it was kept.
    public func value() throws(JSONError) -> JSONValue { try JSONReader.value(of: utf8.span) }
}
