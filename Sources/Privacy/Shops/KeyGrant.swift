/// What is kept of a private key: its SHA-256 and what it may do.
public struct KeyGrant: Sendable, Hashable {
    /// A short name by which people tell keys apart: random, not part of the key.
    public let id: String
    /// The SHA-256 of the key.
    public let digest: [UInt8]
    /// What the key may do.
    public let scopes: KeyScopes
    /// When it was made, in seconds since 1970.
    public let created: Int64

    /// A grant as the registry holds it.
    public init(id: String, digest: [UInt8], scopes: KeyScopes, created: Int64) {
        self.id = id
        self.digest = digest
        self.scopes = scopes
        self.created = created
    }

    /// Whether `other` is this key's digest, in a time that does not depend on where they differ.
    public func matches(_ other: [UInt8]) -> Bool { digest.equalsInConstantTime(other) }
}
