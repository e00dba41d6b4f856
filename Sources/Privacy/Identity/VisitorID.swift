/// The id of a browser; always text.
public struct VisitorID: Sendable, Hashable {
    /// The longest id in UTF-8 bytes; the known ones have 8 to 32.
    public static let maximumBytes = 1_024
    /// What asks for a new id in a log call, and is nobody's id itself.
    public static let automatic = "auto"
    /// The length of an id made for `visitor=auto`.
    public static let randomLength = 16

    /// The id as it came.
    public let text: String

    /// A visitor id as it came.
    public init(_ text: String) { self.text = text }

    /// A new id of letters and digits, derived from nothing.
    public static func random() -> VisitorID {
        let alphabet = Array("0123456789abcdefghijklmnopqrstuvwxyz".utf8)
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<randomLength).map { _ in
            alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
        }
        return VisitorID(String(decoding: bytes, as: UTF8.self))
    }
}
