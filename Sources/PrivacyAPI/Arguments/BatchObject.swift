internal import JSON
internal import Privacy

/// One object of a batch, whose members are read like arguments.
struct BatchObject: Sendable {
    /// The argument that carries the batch.
    let list: ArgumentName
    /// Which object of it.
    let index: Int
    /// The object.
    let object: JSONObject
    /// How it came here.
    let source: ArgumentValue.Source

    /// A member as it came; nil: it did not come.
    func member(_ name: StaticString) -> ArgumentValue? {
        object["\(name)"].map { ArgumentValue(json: $0, source: source) }
    }

    /// A member that may be left out; nil when it counts as not given.
    func optional<Value>(
        _ name: StaticString, as type: ArgumentType<Value>
    ) throws(APIError) -> Value? {
        guard let member = member(name) else { return nil }
        return try type.value(of: member, at: place(of: name))
    }

    /// A member that must be given.
    func required<Value>(
        _ name: StaticString, as type: ArgumentType<Value>
    ) throws(APIError) -> Value {
        guard let value = try optional(name, as: type) else {
            throw .missing(type.expected, at: place(of: name))
        }
        return value
    }

    /// The list in the member `products`; nil when it counts as not given.
    func products() throws(APIError) -> ProductList? {
        let name: StaticString = "products"
        let values: [ArgumentValue]
        switch object["products"] {
        case nil, .null, .string(""): return nil
        case .bool: throw .expected("a list", at: place(of: name))
        case .array(let elements):
            values = elements.map { ArgumentValue(json: $0, source: source) }
        case .some(let single): values = [ArgumentValue(json: single, source: source)]
        }
        return try ProductList(values) {
            ArgumentPlace(argument: list, index: index, member: name, memberIndex: $0)
        }
    }

    /// The members but for these, in their order.
    func attributes(except names: [String]) -> JSONObject {
        var attributes = object
        for name in names { attributes.removeValue(forName: name) }
        return attributes
    }

    /// Where the object stands.
    var place: ArgumentPlace { ArgumentPlace(argument: list, index: index) }

    /// Where a member stands.
    func place(of member: StaticString) -> ArgumentPlace {
        ArgumentPlace(argument: list, index: index, member: member)
    }
}
