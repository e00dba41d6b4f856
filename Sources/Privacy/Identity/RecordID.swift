public import JSON

/// The id of a customer, an order, a product, a category, a basket or a list: text or an integer.
///
/// `123` and `"123"` name the same thing, so equality looks at the text alone; the JSON type in
/// which an id came is remembered, because it is given back in it.
public struct RecordID: Sendable {
    /// The longest id in UTF-8 bytes: ids of shops are short, and each is digested and indexed.
    public static let maximumBytes = 1_024

    /// The id as text; an integer in plain decimal.
    public let text: String
    /// True when it came as a JSON number (in a query or form: was written like an integer).
    public let isNumber: Bool

    /// An id from its parts, as a store keeps them.
    public init(text: String, isNumber: Bool) {
        self.text = text
        self.isNumber = isNumber
    }

    /// An id from a query or a form, where what is written like an integer is one.
    public init(argument text: String) {
        self.init(text: text, isNumber: Self.isInteger(text))
    }

    /// An id from JSON; nil for anything but a string or a number without fraction and exponent.
    public init?(json value: JSONValue) {
        switch value {
        case .string(let text): self.init(text: text, isNumber: false)
        case .number(let number) where number.isInteger:
            self.init(text: number.text, isNumber: true)
        default: return nil
        }
    }

    /// The id as JSON, in the type in which it came.
    public var json: JSONValue {
        guard isNumber, let number = JSONNumber(text: text) else { return .string(text) }
        return .number(number)
    }

    /// Whether `text` reads as `0` or `-?[1-9][0-9]{0,14}`.
    public static func isInteger(_ text: String) -> Bool {
        var digits = text.utf8[...]
        if digits.elementsEqual([UInt8(ascii: "0")]) { return true }
        if digits.first == UInt8(ascii: "-") { digits = digits.dropFirst() }
        guard (1...15).contains(digits.count), digits.first != UInt8(ascii: "0") else {
            return false
        }
        return digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}

extension RecordID: Hashable {
    /// Two ids are the same when their texts are.
    public static func == (left: RecordID, right: RecordID) -> Bool { left.text == right.text }

    /// Hashes the text alone, as equality demands.
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
