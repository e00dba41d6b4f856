/// Where in a call a value stands, as errors name it: `email`, `products[2]`, `customers[3].id`.
///
/// It is made of the contract's names and of numbers, so nothing that a caller chose is in it.
struct ArgumentPlace: Sendable {
    /// The argument.
    let argument: ArgumentName
    /// Which object or value of a list.
    var index: Int?
    /// Which member of that object.
    var member: StaticString?
    /// Which value of a list in that member.
    var memberIndex: Int?

    /// The place in words.
    var text: String {
        var text = argument.rawValue
        if let index { text += "[\(index)]" }
        if let member { text += ".\(member)" }
        if let memberIndex { text += "[\(memberIndex)]" }
        return text
    }
}
