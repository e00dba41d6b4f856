internal import Crypto
internal import Privacy

/// The keys of one shop, all derived from the one secret that the registry holds of it
/// (HKDF, RFC 5869).
///
/// None of them stands in the shop's files or snapshots, and one does not tell another: who has a
/// ledger and an old snapshot, but no registry, cannot tell who of the people in it was forgotten.
struct ShopSecrets: Sendable {
    private enum Purpose: String {
        case ledger = "oblio ledger digests"
        case signing = "oblio receipts"
        case seal = "oblio seals"
        case traces = "oblio traces"
    }

    /// Digests the identifiers in the shop's file.
    let identifiers: Digester
    /// Digests the identifiers in the ledger.
    let ledger: Digester
    /// Signs receipts.
    let signing: SigningKey
    /// Seals snapshots and the end of the audit chain (HMAC-SHA256).
    let seal: Seal
    /// Makes and masks the traces by which erased people are searched for.
    let traces: TraceKey

    /// The keys of a shop with that root secret.
    init(root: [UInt8]) throws {
        identifiers = Digester(secret: root)
        ledger = Digester(secret: Self.derive(.ledger, root))
        seal = Seal(secret: Self.derive(.seal, root))
        traces = TraceKey(secret: Self.derive(.traces, root))
        guard let key = SigningKey(seed: Self.derive(.signing, root)) else {
            throw PrivacyError(.storage, "The shop's signing key cannot be made.")
        }
        signing = key
    }

    private static func derive(_ purpose: Purpose, _ root: [UInt8]) -> [UInt8] {
        let key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: root), info: Array(purpose.rawValue.utf8),
            outputByteCount: 32)
        return unsafe key.withUnsafeBytes { bytes in unsafe Array(bytes) }
    }
}
