import HTTPServer
import HTTPTypes
import JSON
import Testing

/// An answer, read whole.
struct Answer: Sendable {
    let status: Int
    let fields: ResponseFields
    let text: String

    init(_ response: Response) {
        status = response.status.code
        fields = response.fields
        guard case .bytes(let bytes) = response.body else {
            text = "a stream"
            return
        }
        text = String(decoding: bytes, as: UTF8.self)
    }

    /// The body as JSON; null when it is none.
    var json: JSONValue { (try? JSONReader.value(of: text)) ?? .null }

    /// A member of the body's object.
    subscript(name: String) -> JSONValue? {
        guard case .object(let object) = json else { return nil }
        return object[name]
    }

    /// A member's text, or its JSON when it is no string.
    func text(_ name: String) -> String? {
        switch self[name] {
        case nil: nil
        case .string(let text): text
        case .some(let value): JSONWriter.text(of: value)
        }
    }

    /// The first value of a field.
    func field(_ name: String) -> String? { HTTPField.Name(name).flatMap { fields[$0] } }

    /// The type of the error, with its status in front: `400 ParsingError`.
    var refusal: String { "\(status) \(text("type") ?? "no error")" }
}
