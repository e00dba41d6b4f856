internal import HTTPServer
internal import JSON
internal import Privacy

/// The value of an argument, or of a part of one, and how it came here.
struct ArgumentValue: Sendable {
    /// How a value came here: it decides what looks like an integer and what a space means.
    enum Source: Sendable, Hashable {
        /// As text in a query or a form: written like an integer, it is one.
        case text
        /// As JSON within the text of a query or a form.
        case embedded
        /// As JSON in the body.
        case body
    }

    /// The value; text of a query or a form is a string.
    let json: JSONValue
    /// How it came here.
    let source: Source

    /// An argument of a query or a form.
    static func text(_ text: String) -> ArgumentValue {
        ArgumentValue(json: .string(text), source: .text)
    }

    /// A part of this value.
    func part(_ json: JSONValue) -> ArgumentValue {
        ArgumentValue(json: json, source: source == .text ? .embedded : source)
    }

    /// A string with what the form decoder did to an e-mail undone: it ate the plus.
    func emailText(_ text: String) -> String {
        guard source != .body, let trimmed = EmailAddress(text)?.text else { return text }
        let utf8 = trimmed.utf8.span
        guard utf8.firstIndex(of: .space, in: utf8.indices) != nil else { return trimmed }
        return String(
            decoding: trimmed.utf8.lazy.map { $0 == .space ? .plus : $0 }, as: UTF8.self)
    }

    /// Whether it counts as not given whatever the argument is.
    var isNothing: Bool { json == .null || json == .string("") }

    /// Whether both say the same, in whichever way they came.
    func isSame(as other: ArgumentValue) -> Bool {
        json == other.json || plainText.utf8.elementsEqual(other.plainText.utf8)
    }

    private var plainText: String {
        if case .string(let text) = json { return text }
        return JSONWriter.text(of: json)
    }
}
