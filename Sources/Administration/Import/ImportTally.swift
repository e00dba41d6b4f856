public import JSON

/// How many records came in, and what was left out.
public struct ImportTally: ControlMessage, Equatable {
    /// Records that are in, by what they are about.
    public private(set) var imported: [RecordTable: Int] = [:]
    /// Records that named nobody, and records of which the shop collects nothing.
    public private(set) var withoutEffect = 0
    /// Customers that stayed out because they were forgotten.
    public private(set) var suppressed = 0
    /// Records that were not as they should be.
    public private(set) var invalid = 0
    /// The kinds of data that the shop does not collect, of which something was dropped.
    public private(set) var ignored: Set<String> = []

    /// Nothing yet.
    public init() {}

    /// All records that are in.
    public var total: Int { imported.values.reduce(0, +) }

    mutating func count(_ table: RecordTable, hasEffect: Bool) {
        if hasEffect { imported[table, default: 0] += 1 } else { withoutEffect += 1 }
    }

    /// Notes that so many of the customers that were counted as being in were refused.
    mutating func countSuppressed(_ count: Int) {
        guard count > 0 else { return }
        suppressed += count
        imported[.customer] = max(0, imported[.customer, default: 0] - count)
    }

    mutating func countInvalid() { invalid += 1 }

    mutating func noteIgnored(_ kinds: [String]) { ignored.formUnion(kinds) }

    mutating func add(_ other: ImportTally) {
        imported.merge(other.imported, uniquingKeysWith: +)
        withoutEffect += other.withoutEffect
        suppressed += other.suppressed
        invalid += other.invalid
        ignored.formUnion(other.ignored)
    }

    /// Reads a tally.
    public init(json: JSONObject) throws(AdministrationError) {
        let members = Members(json)
        guard case .object(let counts) = json["imported"] else {
            throw AdministrationError(.usage, "control message: imported must be an object")
        }
        for table in RecordTable.allCases {
            guard let count = try Members(counts).optionalInteger(table.plural) else { continue }
            imported[table] = Int(count)
        }
        withoutEffect = Int(try members.integer("without_effect"))
        suppressed = Int(try members.integer("suppressed"))
        invalid = Int(try members.integer("invalid"))
        ignored = Set(try members.texts("ignored"))
    }

    /// The tally as JSON.
    public var json: JSONObject {
        var counts = JSONObject()
        for table in RecordTable.allCases {
            counts[table.plural] = imported[table].map { JSONValue.integer($0) }
        }
        return JSONObject([
            "imported": .object(counts), "without_effect": .integer(withoutEffect),
            "suppressed": .integer(suppressed), "invalid": .integer(invalid),
            "ignored": .texts(ignored.sorted()),
        ])
    }
}
