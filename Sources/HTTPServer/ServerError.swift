/// Why a server could not start.
public struct ServerError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What kind of failure it was; open, so that later versions can add to it.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// The code's name.
        public let rawValue: String

        /// The code of that name.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Another process listens there.
        public static let addressInUse = Code(rawValue: "addressInUse")
        /// No such address on this machine, or not one that can be listened on.
        public static let addressUnavailable = Code(rawValue: "addressUnavailable")
        /// The system does not permit it (ports below 1024, a directory without write permission).
        public static let permissionDenied = Code(rawValue: "permissionDenied")
        /// The server was started before.
        public static let alreadyStarted = Code(rawValue: "alreadyStarted")
        /// Any other refusal by the system.
        public static let system = Code(rawValue: "system")
    }

    /// What kind of failure it was.
    public let code: Code
    /// What failed, where, and what to do about it.
    public let message: String

    /// The message.
    public var description: String { message }
}
