/// An e-mail or a customer id that the shop knows.
struct Identifier {
    /// What it is.
    enum Kind: Int64 {
        case email = 1
        case customer = 2
    }

    /// What behaviour refers to it by.
    let id: Int64
    let kind: Kind
    /// The number that one person's identifiers share.
    let person: Int64
    /// Whether a private call made it known.
    let isVouched: Bool
}
