/// The arguments of a call, from its query, its body and its fields together.
///
/// Only those that the route takes are kept; unknown ones are ignored.
struct Arguments: Sendable {
    /// Most calls have no more: the keys, and what they are about.
    private static let usualCount = 4

    private let accepted: [ArgumentName]
    private var given: [(name: ArgumentName, value: ArgumentValue)] = []

    /// No arguments yet, of a route that takes these.
    init(accepting names: [ArgumentName]) {
        accepted = names
        given.reserveCapacity(Self.usualCount)
    }

    /// Adds what came under a name, if the route takes it.
    mutating func add(_ text: String, _ value: ArgumentValue) throws(APIError) {
        guard let name = name(text) else { return }
        try add(name, value)
    }

    /// The name, if the route takes it: few are compared, where all of them would be as text.
    private func name(_ text: String) -> ArgumentName? {
        switch text {
        case ArgumentName.key.rawValue: .key
        case ArgumentName.privateKey.rawValue: .privateKey
        default: accepted.first { $0.rawValue == text }
        }
    }

    /// Adds an argument, if the route takes it; the same one twice must say the same.
    mutating func add(_ name: ArgumentName, _ value: ArgumentValue) throws(APIError) {
        guard name == .key || name == .privateKey || accepted.contains(name) else { return }
        guard let index = given.firstIndex(where: { $0.name == name }) else {
            return given.append((name, value))
        }
        if value.isNothing { return }
        if given[index].value.isNothing {
            given[index].value = value
        } else if !given[index].value.isSame(as: value) {
            throw .givenTwice(name)
        }
    }

    /// The argument as it came; nil: it did not come.
    subscript(name: ArgumentName) -> ArgumentValue? {
        given.first { $0.name == name }?.value
    }

    /// An argument that may be left out; nil when it counts as not given.
    func optional<Value>(
        _ name: ArgumentName, as type: ArgumentType<Value>
    ) throws(APIError) -> Value? {
        guard let argument = self[name] else { return nil }
        return try type.value(of: argument, at: ArgumentPlace(argument: name))
    }

    /// An argument that must be given.
    func required<Value>(
        _ name: ArgumentName, as type: ArgumentType<Value>
    ) throws(APIError) -> Value {
        guard let value = try optional(name, as: type) else {
            throw .missing(type.expected, at: ArgumentPlace(argument: name))
        }
        return value
    }
}
