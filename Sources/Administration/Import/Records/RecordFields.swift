internal import JSON
internal import Privacy

/// Reads the fields of a record by name and type.
///
/// Like an argument of a call, a field that names nobody counts as not given.
struct RecordFields {
    /// The last second of the year 9999: a time beyond it is in milliseconds by mistake.
    private static let latestTime: Int64 = 253_402_300_799

    let object: JSONObject

    init(_ object: JSONObject) { self.object = object }

    func id(_ name: StaticString) throws(RecordFault) -> RecordID? {
        let value = object["\(name)"] ?? .null
        if value == .null || value == .bool(false) { return nil }
        if case .string(let text) = value, Nobody.isNamed(by: text) { return nil }
        guard let id = RecordID(json: value), id.text.utf8.count <= RecordID.maximumBytes else {
            throw RecordFault(
                name, expected: "a string or an integer of at most \(RecordID.maximumBytes) bytes")
        }
        return id
    }

    func requiredID(_ name: StaticString = "id") throws(RecordFault) -> RecordID {
        guard let id = try id(name) else {
            throw RecordFault(name, expected: "a string or an integer")
        }
        return id
    }

    func customer(_ name: StaticString) throws(RecordFault) -> RecordID? {
        guard let id = try id(name), !Nobody.isCustomer(id.text) else { return nil }
        return id
    }

    func email() throws(RecordFault) -> EmailAddress? {
        let text: String
        switch object["email"] {
        case nil, .null, .bool(false): return nil
        case .string(let given): text = given
        default: throw RecordFault("email", expected: "a string")
        }
        guard let email = EmailAddress(text), !Nobody.isNamed(by: email.text) else { return nil }
        guard email.text.utf8.count <= EmailAddress.maximumBytes else {
            throw RecordFault("email", expected: "at most \(EmailAddress.maximumBytes) bytes")
        }
        return email
    }

    /// A visitor; `auto`, by which a call asks for a new one, is nobody in a file.
    func visitor() throws(RecordFault) -> VisitorID? {
        if object["visitor"] == .bool(false) { return nil }
        guard let text = try text("visitor"), !Nobody.isNamed(by: text), text != VisitorID.automatic
        else { return nil }
        guard text.utf8.count <= VisitorID.maximumBytes else {
            throw RecordFault("visitor", expected: "at most \(VisitorID.maximumBytes) bytes")
        }
        return VisitorID(text)
    }

    /// Seconds since 1970, as a number or its decimal text; a fraction is dropped.
    func time() throws(RecordFault) -> Int64? {
        let text: String
        switch object["time"] {
        case nil, .null, .string(""): return nil
        case .number(let number): text = number.text
        case .string(let given) where JSONNumber(text: given) != nil: text = given
        default: throw RecordFault("time", expected: "seconds since 1970")
        }
        let seconds = Int64(text) ?? Double(text).flatMap { Int64(exactly: $0.rounded(.down)) }
        guard let seconds, (0...Self.latestTime).contains(seconds) else {
            throw RecordFault("time", expected: "seconds since 1970")
        }
        return seconds
    }

    func requiredTime() throws(RecordFault) -> Int64 {
        guard let time = try time() else {
            throw RecordFault("time", expected: "seconds since 1970")
        }
        return time
    }

    /// A text; an integer is taken as its digits.
    func text(_ name: StaticString) throws(RecordFault) -> String? {
        switch object["\(name)"] {
        case nil, .null, .string(""): return nil
        case .string(let text): return text
        case .number(let number) where number.isInteger: return number.text
        default: throw RecordFault(name, expected: "a string")
        }
    }

    /// All fields but these, in their order.
    func attributes(except names: Set<String>) -> JSONObject {
        JSONObject(object.members.filter { !names.contains($0.name) })
    }
}
