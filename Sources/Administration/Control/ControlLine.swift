internal import JSON
internal import Privacy

/// A line of the answer to a long operation: how far it is, and at last what came of it.
enum ControlLine: Sendable {
    /// How far it is.
    case progress(MaintenanceProgress)
    /// It is done.
    case outcome(JSONObject)
    /// It was not done.
    case error(AdministrationError)

    init(json: JSONObject) throws(AdministrationError) {
        guard let member = json.members.first, case .object(let object) = member.value else {
            throw Self.unknown
        }
        switch member.name {
        case "progress": self = .progress(try MaintenanceProgress(json: object))
        case "outcome": self = .outcome(object)
        case "error": self = .error(try AdministrationError(json: object))
        default: throw Self.unknown
        }
    }

    /// The line with its end.
    var bytes: [UInt8] {
        let json =
            switch self {
            case .progress(let progress): JSONObject(["progress": .object(progress.json)])
            case .outcome(let object): JSONObject(["outcome": .object(object)])
            case .error(let error): JSONObject(["error": .object(error.json)])
            }
        return JSONWriter.bytes(of: .object(json)) + [UInt8(ascii: "\n")]
    }

    private static let unknown = AdministrationError(.failed, "the server speaks another language")
}

extension MaintenanceProgress {
    fileprivate init(json: JSONObject) throws(AdministrationError) {
        let members = Members(json)
        self.init(
            step: try members.text("step"), done: try members.integer("done"),
            total: try members.integer("total"))
    }

    fileprivate var json: JSONObject {
        JSONObject(["step": .string(step), "done": .integer(done), "total": .integer(total)])
    }
}
