internal import JSON

/// Reads the members of a signed document by name and type.
struct DocumentMembers {
    private let object: JSONObject

    /// The members of a document; refuses one of another format.
    init(_ bytes: [UInt8], format: String) throws(ReceiptFault) {
        try self.init(bytes)
        guard try text("format") == format else {
            throw ReceiptFault(.unreadable, "what was signed has a format unknown to this version")
        }
    }

    private init(_ bytes: [UInt8]) throws(ReceiptFault) {
        guard case .object(let object)? = try? JSONReader.value(of: bytes) else {
            throw ReceiptFault(.unreadable, "what was signed is not a JSON object")
        }
        self.init(object)
    }

    private init(_ object: JSONObject) { self.object = object }

    /// The format that a document says it has.
    static func format(of bytes: [UInt8]) throws(ReceiptFault) -> String {
        try DocumentMembers(bytes).text("format")
    }

    func text(_ name: String) throws(ReceiptFault) -> String {
        guard let text = try optionalText(name) else { throw Self.unreadable(name) }
        return text
    }

    func optionalText(_ name: String) throws(ReceiptFault) -> String? {
        switch object[name] {
        case .null: return nil
        case .string(let text): return text
        default: throw Self.unreadable(name)
        }
    }

    func integer(_ name: String) throws(ReceiptFault) -> Int64 {
        guard let integer = try optionalInteger(name) else { throw Self.unreadable(name) }
        return integer
    }

    func optionalInteger(_ name: String) throws(ReceiptFault) -> Int64? {
        switch object[name] {
        case .null: return nil
        case .number(let number):
            guard let integer = number.int64 else { throw Self.unreadable(name) }
            return integer
        default: throw Self.unreadable(name)
        }
    }

    func count(_ name: String) throws(ReceiptFault) -> Int {
        guard let count = Int(exactly: try integer(name)), count >= 0 else {
            throw Self.unreadable(name)
        }
        return count
    }

    func flag(_ name: String) throws(ReceiptFault) -> Bool {
        guard case .bool(let flag) = object[name] else { throw Self.unreadable(name) }
        return flag
    }

    func object(_ name: String) throws(ReceiptFault) -> DocumentMembers {
        guard case .object(let object) = object[name] else { throw Self.unreadable(name) }
        return DocumentMembers(object)
    }

    func objects(_ name: String) throws(ReceiptFault) -> [DocumentMembers] {
        guard case .array(let list) = object[name] else { throw Self.unreadable(name) }
        var objects: [DocumentMembers] = []
        for element in list {
            guard case .object(let object) = element else { throw Self.unreadable(name) }
            objects.append(DocumentMembers(object))
        }
        return objects
    }

    /// The names of the members.
    var names: [String] { object.members.map(\.name) }

    /// The fault of a member that is missing or of the wrong type.
    static func unreadable(_ name: String) -> ReceiptFault {
        ReceiptFault(.unreadable, "what was signed has no \(name) as a receipt has it")
    }
}
