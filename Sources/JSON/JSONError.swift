/// Why a text was refused: what is wrong, and where.
///
/// It is made of fixed text and a number alone, so nothing that a caller sent can be in it.
public struct JSONError: Error, Sendable {
    /// The kind of fault; open, so that a switch over it needs a default.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// The code as one word.
        public let rawValue: String

        /// A code of that word.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Another byte than the grammar wants here.
        public static let syntax = Code(rawValue: "syntax")
        /// The text ends in the middle of a value.
        public static let unexpectedEnd = Code(rawValue: "unexpectedEnd")
        /// Something other than white space follows the value.
        public static let trailing = Code(rawValue: "trailing")
        /// A number against RFC 8259 §6, such as `01` or `1.`.
        public static let number = Code(rawValue: "number")
        /// A byte order mark, or bytes in a string that are not UTF-8.
        public static let encoding = Code(rawValue: "encoding")
        /// Half a surrogate pair, written as `\u` escape.
        public static let surrogate = Code(rawValue: "surrogate")
        /// A name that its object has already.
        public static let duplicateName = Code(rawValue: "duplicateName")
        /// More levels of nesting than allowed.
        public static let depth = Code(rawValue: "depth")
        /// A list's element, a name or a line longer than allowed.
        public static let size = Code(rawValue: "size")
        /// A splitter was used again after it had thrown.
        public static let earlierError = Code(rawValue: "earlierError")
    }

    /// The kind of fault.
    public let code: Code
    /// Where the fault is: how many bytes come before it.
    public let offset: Int
    /// What would have been right, in fixed words.
    private let expected: StaticString

    init(_ code: Code, at offset: Int, expected: StaticString) {
        self.code = code
        self.offset = offset
        self.expected = expected
    }

    /// One sentence: what was expected, and at which byte.
    public var message: String {
        code == .unexpectedEnd
            ? "The text ends at byte \(offset), where \(expected) was expected."
            : "Expected \(expected) at byte \(offset)."
    }

    /// The same error in a text that has so many more bytes before it.
    func moved(by byteCount: Int) -> JSONError {
        JSONError(code, at: offset + byteCount, expected: expected)
    }
}

extension JSONError: CustomStringConvertible {
    /// The code and the message.
    public var description: String { "\(code.rawValue): \(message)" }
}
