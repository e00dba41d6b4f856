/// What the service logs, and how.
public struct LogSettings: Sendable, Equatable {
    /// How a line is written.
    public enum Format: String, Sendable, CaseIterable {
        /// Words for people.
        case text
        /// A JSON object a line.
        case json
    }

    /// Which requests are logged.
    public enum Requests: String, Sendable, CaseIterable {
        /// None.
        case off
        /// Those that failed by a fault of this side: a status of 500 and above.
        case errors
        /// All.
        case all
    }

    /// How a line is written.
    public var format: Format
    /// Which requests are logged.
    public var requests: Requests

    /// Checks what was given.
    public init(_ values: SettingValues) throws(AdministrationError) {
        format = try values.choice(.logFormat, default: .text)
        requests = try values.choice(.logRequests, default: .errors)
    }

    /// The lowest status of an answer whose request is logged.
    var leastStatus: Int {
        switch requests {
        case .off: .max
        case .errors: 500
        case .all: 0
        }
    }
}
