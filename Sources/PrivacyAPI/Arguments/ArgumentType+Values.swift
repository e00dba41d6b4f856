internal import JSON

extension ArgumentType where Value == String {
    /// Text; an integer is taken as its digits.
    static var text: Self {
        Self("a string") { argument in
            switch argument.json {
            case .null, .string(""): .absent
            case .string(let text): .value(text)
            case .number(let number) where number.isInteger: .value(number.text)
            default: .mismatch
            }
        }
    }
}

extension ArgumentType where Value == Bool {
    /// A flag.
    static var flag: Self {
        Self("true or false") { argument in
            switch argument.json {
            case .null, .string(""): .absent
            case .bool(let value): .value(value)
            case .string("true"), .string("1"): .value(true)
            case .string("false"), .string("0"): .value(false)
            default: .mismatch
            }
        }
    }
}

extension ArgumentType where Value == JSONNumber {
    /// A number, or its decimal text, which has no exponent; kept as it was written.
    static var number: Self {
        Self("a number") { argument in
            switch argument.json {
            case .null, .string(""): .absent
            case .number(let number): .value(number)
            case .string(let text): decimal(text).map { .value($0) } ?? .mismatch
            default: .mismatch
            }
        }
    }

    private static func decimal(_ text: String) -> JSONNumber? {
        guard !text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }) else { return nil }
        return JSONNumber(text: text)
    }
}

extension ArgumentType where Value == Int64 {
    /// The last second of the year 9999: times beyond are milliseconds by mistake.
    static let latestTime: Int64 = 253_402_300_799

    /// A time in seconds since 1970, or its decimal text; a fraction is dropped.
    static var time: Self {
        Self("seconds since 1970") { argument in
            switch ArgumentType<JSONNumber>.number.read(argument) {
            case .value(let number): seconds(number).map { .value($0) } ?? .mismatch
            case .absent: .absent
            case .mismatch: .mismatch
            case .tooLong(let bytes): .tooLong(maximumBytes: bytes)
            }
        }
    }

    /// An id that this service made.
    static var serial: Self {
        Self("an id as it was given out") { argument in
            switch ArgumentType<JSONNumber>.number.read(argument) {
            case .value(let number): number.int64.map { .value($0) } ?? .mismatch
            case .absent: .absent
            case .mismatch: .mismatch
            case .tooLong(let bytes): .tooLong(maximumBytes: bytes)
            }
        }
    }

    private static func seconds(_ number: JSONNumber) -> Int64? {
        guard let value = number.int64 ?? Double(number.text).flatMap(floored),
            (0...latestTime).contains(value)
        else { return nil }
        return value
    }

    private static func floored(_ value: Double) -> Int64? {
        Int64(exactly: value.rounded(.down))
    }
}
