/// Why a receipt is not to be trusted, or cannot be read.
public struct ReceiptFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of reason it is.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// The code's name.
        public let rawValue: String

        /// A code from its name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// It is not the JSON object that a receipt comes in.
        public static let notAReceipt = Code(rawValue: "notAReceipt")
        /// It is signed in a way that this version does not know.
        public static let unknownAlgorithm = Code(rawValue: "unknownAlgorithm")
        /// It says that it was signed by another key than the one that is trusted.
        public static let otherKey = Code(rawValue: "otherKey")
        /// The trusted key did not sign this text.
        public static let wrongSignature = Code(rawValue: "wrongSignature")
        /// What it shows is not what was signed.
        public static let differs = Code(rawValue: "differs")
        /// What was signed is not a receipt that this version can read.
        public static let unreadable = Code(rawValue: "unreadable")
    }

    /// What kind of reason it is.
    public let code: Code
    /// What is wrong, in words.
    public let message: String

    /// A fault.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
