internal import Crypto

/// A shop's Ed25519 key (RFC 8032), with which it signs its receipts.
public struct SigningKey: Sendable, CustomStringConvertible, CustomReflectable {
    private let key: Curve25519.Signing.PrivateKey

    /// A key from its 32 secret bytes; nil for another number of bytes.
    public init?(seed: [UInt8]) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            return nil
        }
        self.key = key
    }

    /// The half that everybody may know: 32 bytes.
    public var publicKey: [UInt8] { Array(key.publicKey.rawRepresentation) }

    /// Signs bytes.
    public func sign(_ bytes: [UInt8]) throws(PrivacyError) -> SignedDocument {
        guard let signature = try? key.signature(for: bytes) else {
            throw PrivacyError(.storage, "The receipt could not be signed.")
        }
        return SignedDocument(bytes: bytes, signature: Array(signature), publicKey: publicKey)
    }

    /// Never the key.
    public var description: String { "<redacted>" }

    /// Never the key.
    public var customMirror: Mirror { Mirror(self, children: [(String, Any)]()) }
}
