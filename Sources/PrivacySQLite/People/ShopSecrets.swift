internal import Crypto
internal import Privacy
internal import Synchronization

/// The keys of one shop, all derived from the one secret that the registry holds of it
/// (HKDF, RFC 5869).
///
/// None of them stands in the shop's files or snapshots, and one does not tell another: who has a
/// ledger and an old snapshot, but no registry, cannot tell who of the people in it was forgotten.
///
/// A shop that is only asked needs the first alone; the others are derived when one of them is.
final class ShopSecrets: Sendable {
    private enum Purpose: String {
        case ledger = "oblio ledger digests"
        case signing = "oblio receipts"
        case seal = "oblio seals"
        case traces = "oblio traces"
    }

    private struct Derived {
        let ledger: Digester
        let seal: Seal
        let traces: TraceKey
    }

    /// Digests the identifiers in the shop's file.
    let identifiers: Digester
    private let root: [UInt8]
    private let kept = Mutex<Derived?>(nil)

    /// The keys of a shop with that root secret.
    init(root: [UInt8]) {
        self.root = root
        identifiers = Digester(secret: root)
    }

    /// Digests the identifiers in the ledger.
    var ledger: Digester { derived.ledger }

    /// Seals snapshots and the end of the audit chain (HMAC-SHA256).
    var seal: Seal { derived.seal }

    /// Makes and masks the traces by which erased people are searched for.
    var traces: TraceKey { derived.traces }

    /// Signs receipts.
    var signing: SigningKey {
        get throws {
            guard let key = SigningKey(seed: derive(.signing)) else {
                throw PrivacyError(.storage, "The shop's signing key cannot be made.")
            }
            return key
        }
    }

    private var derived: Derived {
        kept.withLock { kept in
            if let kept { return kept }
            let derived = Derived(
                ledger: Digester(secret: derive(.ledger)), seal: Seal(secret: derive(.seal)),
                traces: TraceKey(secret: derive(.traces)))
            kept = derived
            return derived
        }
    }

    private func derive(_ purpose: Purpose) -> [UInt8] {
        let key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: root), info: Array(purpose.rawValue.utf8),
            outputByteCount: 32)
        return unsafe key.withUnsafeBytes { bytes in unsafe Array(bytes) }
    }
}
