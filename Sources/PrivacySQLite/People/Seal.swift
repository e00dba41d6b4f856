internal import Privacy

/// Shows that something was written by whoever has the registry: HMAC-SHA256 (RFC 2104).
struct Seal: Sendable {
    private static let bytes = 32

    private let hash: KeyedHash

    init(secret: [UInt8]) { hash = KeyedHash(key: secret) }

    /// The seal of some bytes: 32 bytes.
    func seal(_ bytes: [UInt8]) -> [UInt8] {
        hash.digest(of: bytes.span, bytes: Self.bytes)
    }

    /// Whether a seal is that of these bytes, in constant time.
    func isValid(_ seal: [UInt8], of bytes: [UInt8]) -> Bool {
        self.seal(bytes).equalsInConstantTime(seal)
    }
}
