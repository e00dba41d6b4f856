/// A type of argument: how its value is read from what came, and what it is called in errors.
struct ArgumentType<Value: Sendable>: Sendable {
    /// What reading led to.
    enum Reading {
        /// A value.
        case value(Value)
        /// It counts as not given: null, empty, or a word for nobody.
        case absent
        /// Something else than was expected.
        case mismatch
        /// Text of more UTF-8 bytes than are kept.
        case tooLong(maximumBytes: Int)
    }

    /// What is expected, in words for the caller.
    let expected: StaticString
    /// Reads a value.
    let read: @Sendable (ArgumentValue) -> Reading

    /// A type of these words, read by this function.
    init(_ expected: StaticString, read: @escaping @Sendable (ArgumentValue) -> Reading) {
        self.expected = expected
        self.read = read
    }

    /// The value at a place; nil when it counts as not given.
    func value(of argument: ArgumentValue, at place: ArgumentPlace) throws(APIError) -> Value? {
        switch read(argument) {
        case .value(let value): return value
        case .absent: return nil
        case .mismatch: throw .expected(expected, at: place)
        case .tooLong(let bytes): throw .tooLong(maximumBytes: bytes, at: place)
        }
    }
}
