/// The members of a JSON object, in the order in which they came; no name is there twice.
///
/// Names are compared code unit by code unit (RFC 8259 §8.3). Equal are objects with the same
/// members in the same order. One member is looked up by going through all, which is the fastest
/// for the handful that objects have; `merge(_:)` sets many at once in linear time.
public struct JSONObject: Sendable, Equatable {
    /// A name and its value.
    public struct Member: Sendable, Equatable {
        /// The name, its escapes resolved.
        public let name: String
        /// The value under that name.
        public var value: JSONValue

        /// A member of that name and value.
        public init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }

        /// Whether both would be written as the same bytes.
        public static func == (left: Member, right: Member) -> Bool {
            left.name.hasSameUTF8(as: right.name) && left.value == right.value
        }
    }

    /// All members, in order.
    public private(set) var members: [Member]

    /// An object without members.
    public init() {
        members = []
    }

    /// An object of these members, in this order; traps when a name is there twice, since only a
    /// mistake in the program can make such a list.
    public init(_ members: [Member]) {
        var index = MemberIndex()
        for position in members.indices {
            let known = index.position(of: members[position].name, in: members[..<position])
            precondition(known == nil, "an object's names must be unique")
        }
        self.members = members
    }

    /// An object of members that were found to be unique.
    init(unique members: [Member]) {
        self.members = members
    }

    /// Whether there are no members.
    public var isEmpty: Bool { members.isEmpty }

    /// How many members there are.
    public var count: Int { members.count }

    /// The value under a name; setting a new name appends, setting nil removes.
    public subscript(name: String) -> JSONValue? {
        get {
            position(of: name).map { members[$0].value }
        }
        set {
            guard let newValue else {
                removeValue(forName: name)
                return
            }
            if let position = position(of: name) {
                members[position].value = newValue
            } else {
                members.append(Member(name: name, value: newValue))
            }
        }
    }

    /// Removes a member and gives its value back; nil when there was none of that name.
    @discardableResult
    public mutating func removeValue(forName name: String) -> JSONValue? {
        position(of: name).map { members.remove(at: $0).value }
    }

    /// Sets every member of another object here: known names get the new value in their old place,
    /// new ones are appended.
    public mutating func merge(_ other: JSONObject) {
        var index = MemberIndex()
        for member in other.members {
            if let position = index.position(of: member.name, in: members[...]) {
                members[position].value = member.value
            } else {
                members.append(member)
            }
        }
    }

    private func position(of name: String) -> Int? {
        members.firstIndex { $0.name.hasSameUTF8(as: name) }
    }
}
