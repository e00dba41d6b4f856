/// Why a store did not do what it was asked.
///
/// The message says what is wrong in words for the caller and never carries anything that the
/// caller chose.
public struct PrivacyError: Error, Sendable, CustomStringConvertible {
    /// What kind of reason it is.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// The code's name.
        public let rawValue: String

        /// A code from its name.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// E-mail and customer are known to be two different people: nothing is shown or erased.
        public static let twoPeople = Code(rawValue: "twoPeople")
        /// Several people share the visitor: ask by e-mail or customer.
        public static let sharedVisitor = Code(rawValue: "sharedVisitor")
        /// What is to be changed does not exist.
        public static let unknownRecord = Code(rawValue: "unknownRecord")
        /// The order was made anonymous for ever.
        public static let anonymousOrder = Code(rawValue: "anonymousOrder")
        /// The subject changed while its report was being read.
        public static let subjectChanged = Code(rawValue: "subjectChanged")
        /// What the operator asked for collides with what exists (a key that is taken, …).
        public static let conflict = Code(rawValue: "conflict")
        /// What the operator gave does not fit (a name, a key, a setting).
        public static let invalid = Code(rawValue: "invalid")
        /// The service is closing or has too much to do; try again.
        public static let unavailable = Code(rawValue: "unavailable")
        /// Another program keeps a database's lock; try again.
        public static let inUse = Code(rawValue: "inUse")
        /// The disk or the database refused: a fault of this side.
        public static let storage = Code(rawValue: "storage")
        /// The disk is full: what writes is refused until there is space.
        public static let diskFull = Code(rawValue: "diskFull")
        /// The file system takes no writes.
        public static let readOnly = Code(rawValue: "readOnly")
        /// The disk failed to read, write or sync: what was asked may be done or not.
        public static let failingDisk = Code(rawValue: "failingDisk")
        /// The process has as many files and sockets open as it may.
        public static let noDescriptors = Code(rawValue: "noDescriptors")
        /// A database file is damaged or missing: it has to be restored.
        public static let damaged = Code(rawValue: "damaged")
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

    /// Code and message.
    public var description: String { "\(code.rawValue): \(message)" }
}
