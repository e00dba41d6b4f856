internal import Crypto

/// The secret under which a shop's traces are made, kept and looked for.
struct TraceKey: Sendable {
    /// The first byte of what is digested, so that one use tells nothing of another.
    private enum Domain: UInt8 {
        case form = 1
        case mask = 2
    }

    private let keyed: HMAC<SHA256>

    init(secret: [UInt8]) { keyed = HMAC<SHA256>(key: SymmetricKey(data: secret)) }

    /// The digest of a whole form, which is in lower case.
    func digest(_ form: [UInt8]) -> TraceDigest { digest(.form, form) }

    /// What hides the other parts of the trace with that digest.
    func mask(_ digest: TraceDigest) -> [2 of UInt64] {
        self.digest(.mask, digest.bytes).words
    }

    private func digest(_ domain: Domain, _ message: [UInt8]) -> TraceDigest {
        var hmac = keyed
        hmac.update(data: [domain.rawValue])
        hmac.update(data: message)
        guard let digest = TraceDigest(Array(hmac.finalize())) else {
            preconditionFailure("SHA-256 has 32 bytes.")
        }
        return digest
    }
}
