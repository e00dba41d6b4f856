/// A value bound to a parameter of a statement.
///
/// See <https://www.sqlite.org/datatype3.html>.
public enum Value: Sendable, Equatable {
    /// SQL's `NULL`.
    case null
    /// A signed integer of 64 bits.
    case integer(Int64)
    /// A floating-point number; SQLite stores a NaN as `NULL`.
    case real(Double)
    /// A text in UTF-8, which may hold NUL characters.
    case text(String)
    /// A text as its UTF-8, which is not looked at.
    case utf8([UInt8])
    /// Bytes as they are.
    case blob([UInt8])

    /// The integer, or `null` when there is none.
    public static func of(_ integer: Int64?) -> Value {
        integer.map(Value.integer) ?? .null
    }

    /// The number, or `null` when there is none.
    public static func of(_ real: Double?) -> Value {
        real.map(Value.real) ?? .null
    }

    /// The text, or `null` when there is none.
    public static func of(_ text: String?) -> Value {
        text.map(Value.text) ?? .null
    }

    /// The bytes, or `null` when there are none.
    public static func of(_ blob: [UInt8]?) -> Value {
        blob.map(Value.blob) ?? .null
    }
}

extension Value: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByStringLiteral, ExpressibleByNilLiteral
{
    /// An integer written in the source.
    public init(integerLiteral value: Int64) {
        self = .integer(value)
    }

    /// A floating-point number written in the source.
    public init(floatLiteral value: Double) {
        self = .real(value)
    }

    /// A text written in the source.
    public init(stringLiteral value: String) {
        self = .text(value)
    }

    /// `NULL`, written as `nil`.
    public init(nilLiteral: ()) {
        self = .null
    }
}
