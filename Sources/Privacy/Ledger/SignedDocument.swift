internal import Crypto

/// Bytes with an Ed25519 signature (RFC 8032) over exactly them.
public struct SignedDocument: Sendable, Hashable {
    /// What is signed.
    public let bytes: [UInt8]
    /// The signature: 64 bytes.
    public let signature: [UInt8]
    /// The key to check it with: 32 bytes.
    public let publicKey: [UInt8]

    /// A document as somebody gave it; nothing is checked yet.
    public init(bytes: [UInt8], signature: [UInt8], publicKey: [UInt8]) {
        self.bytes = bytes
        self.signature = signature
        self.publicKey = publicKey
    }

    /// Whether the holder of a key's private half signed these bytes.
    ///
    /// - Parameter publicKey: The key that is trusted, from elsewhere than the document.
    public func isSigned(by publicKey: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
            return false
        }
        return key.isValidSignature(signature, for: bytes)
    }
}
