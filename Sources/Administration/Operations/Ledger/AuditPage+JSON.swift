public import JSON
public import Privacy

/// A page of an audit chain as it crosses the control socket.
extension AuditPage: ControlMessage {
    /// Reads a page.
    public init(json: JSONObject) throws(AdministrationError) {
        let members = Members(json)
        var entries: [AuditEntry] = []
        for object in try members.objects("entries") {
            entries.append(try AuditEntry(json: object))
        }
        self.init(
            entries: entries, next: try members.optionalInteger("next"),
            faults: try members.texts("faults"))
    }

    /// The page as JSON.
    public var json: JSONObject {
        JSONObject([
            "entries": .array(entries.map { .object($0.json) }),
            "next": next.map { JSONValue.integer($0) }, "faults": .texts(faults),
        ])
    }
}

extension AuditEntry: ControlMessage {
    /// Reads an entry.
    public init(json: JSONObject) throws(AdministrationError) {
        let members = Members(json)
        self.init(
            sequence: try members.integer("sequence"), time: try members.integer("time"),
            action: try members.text("action"), actor: try members.text("actor"),
            outcome: try members.text("outcome"), count: try members.integer("count"),
            reference: try members.text("reference"),
            previous: try Self.hash("previous", members), hash: try Self.hash("hash", members))
    }

    /// The entry as JSON, its hashes in hexadecimal digits.
    public var json: JSONObject {
        JSONObject([
            "sequence": .integer(sequence), "time": .integer(time), "action": .string(action),
            "actor": .string(actor), "outcome": .string(outcome), "count": .integer(count),
            "reference": .string(reference), "previous": .string(Hexadecimal.text(of: previous)),
            "hash": .string(Hexadecimal.text(of: hash)),
        ])
    }

    private static func hash(
        _ name: String, _ members: Members
    ) throws(AdministrationError) -> [UInt8] {
        guard let bytes = Hexadecimal.bytes(of: try members.text(name)) else {
            throw AdministrationError(.usage, "control message: \(name) must be hexadecimal")
        }
        return bytes
    }
}
