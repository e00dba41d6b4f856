public import Privacy

/// Why an operator's wish was not done.
///
/// The message says what to do and holds nothing personal.
public struct AdministrationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of reason it is.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// The code's name, as it crosses the control socket.
        public let rawValue: String

        /// A code from its name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// No shop has that public key.
        public static let unknownShop = Code(rawValue: "unknownShop")
        /// It was understood and refused; nothing has changed.
        public static let refused = Code(rawValue: "refused")
        /// A setting or an argument does not fit.
        public static let usage = Code(rawValue: "usage")
        /// Another process owns the data folder.
        public static let locked = Code(rawValue: "locked")
        /// Nobody listens on the control socket.
        static let unreachable = Code(rawValue: "unreachable")
        /// A file or a record of an import is not as it should be.
        public static let badInput = Code(rawValue: "badInput")
        /// A batch of an import does not come after the one that it names; nothing was done.
        static let outOfTurn = Code(rawValue: "outOfTurn")
        /// The system or the store refused.
        public static let failed = Code(rawValue: "failed")
    }

    /// What kind of reason it is.
    public let code: Code
    /// What is wrong and what to do.
    public let message: String

    /// An error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// A store's error in the operator's terms.
    public init(_ error: PrivacyError) {
        switch error.code {
        case .storage, .diskFull, .readOnly, .failingDisk, .noDescriptors, .damaged,
            .unavailable, .inUse, .subjectChanged:
            self.init(.failed, error.message)
        default: self.init(.refused, error.message)
        }
    }

    /// What the system said about a call that failed.
    init(_ what: String, errno number: Int32) {
        self.init(.failed, "\(what): \(SystemMessage.text(of: number))")
    }

    /// The message.
    public var description: String { message }
}
