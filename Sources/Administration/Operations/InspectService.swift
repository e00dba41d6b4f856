public import JSON
internal import Privacy

/// Tells whether the process that has the data can read and write: what `/ready` answers.
public struct InspectService: Operation {
    /// What it says of itself.
    public struct Outcome: ControlMessage {
        /// Why it cannot serve; nil: it can.
        public let unavailability: String?
        /// What somebody who looks after it should know.
        public let notices: [String]

        init(unavailability: String?, notices: [String]) {
            self.unavailability = unavailability
            self.notices = notices
        }

        /// Reads the state.
        public init(json: JSONObject) throws(AdministrationError) {
            let members = Members(json)
            unavailability = try members.optionalText("unavailability")
            notices = try members.texts("notices")
        }

        /// The state as JSON.
        public var json: JSONObject {
            JSONObject([
                "unavailability": .optional(unavailability), "notices": .texts(notices),
            ])
        }
    }

    /// Its name on the control socket.
    public static let name = "inspect-service"

    /// The operation.
    public init() {}

    /// Reads the operation.
    public init(json: JSONObject) throws(AdministrationError) {}

    /// The operation as JSON: an empty object.
    public var json: JSONObject { JSONObject() }

    /// Asks the store.
    public func perform(
        by administration: LocalAdministration
    ) async throws(AdministrationError) -> Outcome {
        Outcome(
            unavailability: await administration.store.unavailability(),
            notices: administration.store.notices)
    }
}
