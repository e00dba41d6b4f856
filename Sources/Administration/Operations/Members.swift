internal import JSON

/// Reads the members of a control message by name and type.
struct Members {
    let object: JSONObject

    init(_ object: JSONObject) { self.object = object }

    func text(_ name: String) throws(AdministrationError) -> String {
        guard let text = try optionalText(name) else { throw Self.missing(name, "a text") }
        return text
    }

    func optionalText(_ name: String) throws(AdministrationError) -> String? {
        switch object[name] {
        case nil, .null: return nil
        case .string(let text): return text
        default: throw Self.missing(name, "a text")
        }
    }

    func texts(_ name: String) throws(AdministrationError) -> [String] {
        guard let texts = try optionalTexts(name) else { throw Self.missing(name, "a list") }
        return texts
    }

    func optionalTexts(_ name: String) throws(AdministrationError) -> [String]? {
        guard let list = try optionalList(name) else { return nil }
        var texts: [String] = []
        for value in list {
            guard case .string(let text) = value else { throw Self.missing(name, "texts") }
            texts.append(text)
        }
        return texts
    }

    func list(_ name: String) throws(AdministrationError) -> [JSONValue] {
        guard let list = try optionalList(name) else { throw Self.missing(name, "a list") }
        return list
    }

    func integer(_ name: String) throws(AdministrationError) -> Int64 {
        guard let integer = try optionalInteger(name) else {
            throw Self.missing(name, "an integer")
        }
        return integer
    }

    func optionalInteger(_ name: String) throws(AdministrationError) -> Int64? {
        switch object[name] {
        case nil, .null: return nil
        case .number(let number):
            guard let integer = number.int64 else { throw Self.missing(name, "an integer") }
            return integer
        default: throw Self.missing(name, "an integer")
        }
    }

    func flag(_ name: String) throws(AdministrationError) -> Bool {
        guard case .bool(let flag) = object[name] else { throw Self.missing(name, "a flag") }
        return flag
    }

    func object(_ name: String) throws(AdministrationError) -> JSONObject {
        guard case .object(let object) = object[name] else { throw Self.missing(name, "an object") }
        return object
    }

    func objects(_ name: String) throws(AdministrationError) -> [JSONObject] {
        var objects: [JSONObject] = []
        for value in try list(name) {
            guard case .object(let object) = value else { throw Self.missing(name, "objects") }
            objects.append(object)
        }
        return objects
    }

    private func optionalList(_ name: String) throws(AdministrationError) -> [JSONValue]? {
        switch object[name] {
        case nil, .null: return nil
        case .array(let list): return list
        default: throw Self.missing(name, "a list")
        }
    }

    private static func missing(_ name: String, _ expected: String) -> AdministrationError {
        AdministrationError(.usage, "control message: \(name) must be \(expected)")
    }
}
