internal import JSON

/// Short ways to write the members of control messages.
extension JSONValue {
    static func integer(_ value: some BinaryInteger) -> JSONValue {
        .number(JSONNumber(Int64(value)))
    }

    static func texts(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }

    static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
}

extension JSONObject {
    /// An object of these members, in this order; those whose value is nil are left out.
    init(_ pairs: KeyValuePairs<String, JSONValue?>) {
        self.init(
            pairs.compactMap { pair in
                pair.value.map { JSONObject.Member(name: pair.key, value: $0) }
            })
    }
}
