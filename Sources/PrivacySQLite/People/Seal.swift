internal import Crypto

/// Shows that something was written by whoever has the registry: HMAC-SHA256 (RFC 2104).
struct Seal: Sendable {
    private let key: SymmetricKey

    init(secret: [UInt8]) { key = SymmetricKey(data: secret) }

    /// The seal of some bytes: 32 bytes.
    func seal(_ bytes: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key))
    }

    /// Whether a seal is that of these bytes, in constant time.
    func isValid(_ seal: [UInt8], of bytes: [UInt8]) -> Bool {
        HMAC<SHA256>.isValidAuthenticationCode(seal, authenticating: bytes, using: key)
    }
}
