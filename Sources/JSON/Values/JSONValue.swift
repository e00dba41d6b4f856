/// A JSON value as it was written (RFC 8259 §3).
///
/// Nothing is lost between reading and writing: numbers keep their text, objects keep the order of
/// their members. Two strings are equal when their UTF-8 is: `é` in one code point is not `é` in
/// two, as it would be for Swift's `String`.
public enum JSONValue: Sendable {
    /// The literal `null`.
    case null
    /// The literal `true` or `false`.
    case bool(Bool)
    /// A number, as the text that it was written in.
    case number(JSONNumber)
    /// A string, its escapes resolved.
    case string(String)
    /// A list of values.
    case array([JSONValue])
    /// Named values in the order in which they came.
    case object(JSONObject)
}

extension JSONValue: Equatable {
    /// Whether both would be written as the same bytes.
    public static func == (left: JSONValue, right: JSONValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.number(let left), .number(let right)): left == right
        case (.string(let left), .string(let right)): left.hasSameUTF8(as: right)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        default: false
        }
    }
}
