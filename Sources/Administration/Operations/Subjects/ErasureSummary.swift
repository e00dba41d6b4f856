public import JSON
public import Privacy

/// What an erasure removes and keeps, by kind.
///
/// Nothing in it is personal.
public struct ErasureSummary: ControlMessage, Equatable {
    /// How many of a kind.
    public struct Entry: Sendable, Equatable {
        /// The name of the kind.
        public let kind: String
        /// How many.
        public let count: Int64
    }

    /// What is removed.
    public let erased: [Entry]
    /// What is kept, anonymously.
    public let kept: [Entry]
    /// The id of the receipt; nil: it was a preview.
    public let receipt: ReceiptID?

    init(_ counts: ErasureCounts, receipt: ReceiptID?) {
        self.receipt = receipt
        erased = counts.erased.map { Entry(kind: $0.kind, count: Int64($0.count)) }
        kept = counts.kept.map { Entry(kind: $0.kind, count: Int64($0.count)) }
    }

    /// Reads a summary.
    public init(json: JSONObject) throws(AdministrationError) {
        erased = try Self.entries(of: "erase", in: json)
        kept = try Self.entries(of: "keep", in: json)
        receipt = try Members(json).optionalText("receipt").flatMap { ReceiptID($0) }
    }

    /// The summary as JSON.
    public var json: JSONObject {
        var object = counts
        object["receipt"] = receipt.map { .string($0.text) }
        return object
    }

    /// What is removed and kept, in the form of the preview that `privacy/forget` gives.
    public var counts: JSONObject {
        JSONObject(["erase": Self.json(erased), "keep": Self.json(kept)])
    }

    private static func json(_ entries: [Entry]) -> JSONValue {
        .object(
            JSONObject(
                entries.map { JSONObject.Member(name: $0.kind, value: .integer($0.count)) }))
    }

    private static func entries(
        of name: String, in json: JSONObject
    ) throws(AdministrationError) -> [Entry] {
        guard case .object(let object) = json[name] else {
            throw AdministrationError(.usage, "control message: \(name) must be an object")
        }
        let members = Members(object)
        var entries: [Entry] = []
        for member in object.members {
            entries.append(Entry(kind: member.name, count: try members.integer(member.name)))
        }
        return entries
    }
}
