internal import Privacy

/// An e-mail or a customer id that the shop knows.
struct Identifier {
    /// What it is.
    enum Kind: Int64 {
        case email = 1
        case customer = 2
    }

    /// What is known of other tables, so that most identifiers need no look there.
    struct Extras: OptionSet {
        let rawValue: Int64
        /// There may be subscriptions.
        static let subscriptions = Extras(rawValue: 1)
    }

    /// What behaviour refers to it by.
    let id: Int64
    let kind: Kind
    /// The number that one person's identifiers share.
    let person: Int64
    /// Whether a private call made it known.
    var isVouched: Bool
    /// The text as it came.
    let text: String
    /// Whether it came as a JSON number.
    let isNumber: Bool
    /// As it was read.
    let extras: Extras

    /// The e-mail; nil for a customer id.
    var email: EmailAddress? { kind == .email ? EmailAddress(text) : nil }

    /// The customer id; nil for an e-mail.
    var customer: RecordID? {
        kind == .customer ? RecordID(text: text, isNumber: isNumber) : nil
    }
}
