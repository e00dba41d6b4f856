/// The secret under which a shop's traces are made, kept and looked for.
struct TraceKey: Sendable {
    /// The first byte of what is digested, so that one use tells nothing of another.
    private enum Domain: UInt8 {
        case form = 1
        case mask = 2
    }

    private let hash: KeyedHash

    init(secret: [UInt8]) { hash = KeyedHash(key: secret) }

    /// The digest of a whole form, which is in lower case.
    func digest(_ form: [UInt8]) -> TraceDigest { digest(.form, form) }

    /// What hides the other parts of the trace with that digest.
    func mask(_ digest: TraceDigest) -> [2 of UInt64] {
        self.digest(.mask, digest.bytes).words
    }

    private func digest(_ domain: Domain, _ message: [UInt8]) -> TraceDigest {
        let digest = hash.digest(
            of: ([domain.rawValue] + message).span, bytes: TraceDigest.byteCount)
        guard let digest = TraceDigest(digest) else {
            preconditionFailure("SHA-256 has 32 bytes.")
        }
        return digest
    }
}
