internal import JSON

/// What the reader takes, it reads again from what the writer makes of it, and a lower limit of
/// nesting only makes it take less.
enum JSONProperties {
    static func hold(for input: FuzzInput) {
        var input = input
        let depth = input.choice(below: 8)
        let bytes = input.bytes
        guard let value = read(bytes, JSONLimits()) else { return }
        let written = JSONWriter.bytes(of: value)
        require(read(written, JSONLimits()) == value, "A value changed by being written.")
        require(written.allSatisfy { $0 >= 0x20 }, "The writer left a control character.")
        require(
            JSONText(value).utf8 == written && JSONWriter.bytes(of: value) == written,
            "A value was written in two ways.")
        checkDepth(of: value, bytes, depth)
        checkParts(of: value)
    }

    private static func read(_ bytes: [UInt8], _ limits: JSONLimits) -> JSONValue? {
        do throws(JSONError) {
            return try JSONReader.value(of: bytes, limits: limits)
        } catch {
            require(
                (0...bytes.count).contains(error.offset), "A fault is said to be outside the text.")
            return nil
        }
    }

    private static func checkDepth(of value: JSONValue, _ bytes: [UInt8], _ depth: Int) {
        let shallow = read(bytes, JSONLimits(depth: depth))
        require(
            value.depth <= depth ? shallow == value : shallow == nil,
            "The limit of nesting is not where it is said to be.")
    }

    private static func checkParts(of value: JSONValue) {
        switch value {
        case .null, .bool: break
        case .number(let number):
            require(JSONNumber(text: number.text) == number, "A number is not the one of its text.")
            if let integer = number.int64 {
                require(number.isInteger, "A number with a fraction is an integer.")
                require("\(integer)" == number.text || number.text == "-0", "An integer changed.")
            }
        case .string(let text):
            require(
                read(JSONWriter.bytes(of: value), JSONLimits()) == .string(text),
                "A string changed by being written.")
        case .array(let elements): elements.forEach(checkParts)
        case .object(let object):
            for member in object.members {
                require(object[member.name] == member.value, "A member is not found by its name.")
                checkParts(of: member.value)
            }
        }
    }
}

extension JSONValue {
    /// How many arrays and objects stand within one another.
    fileprivate var depth: Int {
        switch self {
        case .null, .bool, .number, .string: 0
        case .array(let elements): 1 + (elements.map(\.depth).max() ?? 0)
        case .object(let object): 1 + (object.members.map(\.value.depth).max() ?? 0)
        }
    }
}
