public import JSON

/// What crosses the control socket: a JSON object with a type of its own.
public protocol ControlMessage: Sendable {
    /// Reads a message; throws `usage` when a member is missing or of the wrong type.
    init(json: JSONObject) throws(AdministrationError)
    /// The message as JSON.
    var json: JSONObject { get }
}
