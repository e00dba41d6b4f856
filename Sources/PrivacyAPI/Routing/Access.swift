internal import Privacy

/// What a caller must show for a route.
enum Access: Sendable {
    /// The shop's public key. A private key that comes along makes the call the shop's own, and
    /// must then be right and have this scope.
    case publicKey(KeyScopes)
    /// One of the shop's private keys, with this scope.
    case privateKey(KeyScopes)
}
