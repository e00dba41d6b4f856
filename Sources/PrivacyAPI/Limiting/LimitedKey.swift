internal import Privacy

/// Whose calls are counted together.
enum LimitedKey: Hashable, Sendable {
    /// All that show a shop's public key alone: its visitors.
    case anyone(ShopID)
    /// All that show one private key, by its short name.
    case privateKey(String)
}
