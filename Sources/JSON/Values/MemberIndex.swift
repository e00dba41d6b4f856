/// Finds the member of a name in a growing list without going through it each time.
///
/// Few members are compared one by one. From `linearCount` on their names are hashed, each once, so
/// that an object of 100,000 members costs time in proportion to its length and not to its square.
struct MemberIndex {
    /// Up to here comparing is faster than hashing, measured with names of 4 to 12 letters.
    static let linearCount = 16

    private var positions: [ExactName: Int] = [:]
    private var hashedCount = 0

    /// Where the member of that name stands.
    ///
    /// From call to call `members` may only grow at its end.
    mutating func position(
        of name: String, in members: ArraySlice<JSONObject.Member>
    ) -> Int? {
        guard members.count > Self.linearCount else {
            return members.firstIndex { $0.name.hasSameUTF8(as: name) }
        }
        while hashedCount < members.count {
            positions[ExactName(text: members[hashedCount].name)] = hashedCount
            hashedCount += 1
        }
        return positions[ExactName(text: name)]
    }
}

/// A name that is equal to another when its code units are (RFC 8259 §8.3).
private struct ExactName: Hashable {
    let text: String

    static func == (left: ExactName, right: ExactName) -> Bool {
        left.text.hasSameUTF8(as: right.text)
    }

    func hash(into hasher: inout Hasher) {
        // String's own hash is the same for all canonically equivalent names, of which a sender can
        // make any number.
        unsafe text.utf8.span.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    }
}
