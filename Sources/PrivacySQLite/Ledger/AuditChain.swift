internal import Crypto
internal import Privacy

/// How the entries of an audit chain hang together.
///
/// An entry's hash covers its own fields and the hash before it, so a change anywhere changes all
/// that follows. The end is sealed with a key that the file does not hold: without it nobody can
/// write a chain anew or cut it short unseen.
enum AuditChain {
    /// The hash before the first entry.
    static let start = [UInt8](repeating: 0, count: 32)

    /// The SHA-256 of an entry's fields, each text preceded by its length.
    static func hash(of entry: AuditEntry) -> [UInt8] {
        var bytes = entry.previous
        for number in [entry.sequence, entry.time, entry.count] { append(number, to: &bytes) }
        for text in [entry.action, entry.actor, entry.outcome, entry.reference] {
            append(Int64(text.utf8.count), to: &bytes)
            bytes += text.utf8
        }
        return Array(SHA256.hash(data: bytes))
    }

    /// What the end of the chain is sealed over.
    static func sealed(sequence: Int64, hash: [UInt8]) -> [UInt8] {
        var bytes = Array("oblio audit head".utf8)
        append(sequence, to: &bytes)
        return bytes + hash
    }

    /// What is wrong with an entry that follows one of this sequence and hash; nil: nothing.
    static func fault(of entry: AuditEntry, after sequence: Int64, _ hash: [UInt8]) -> String? {
        guard entry.sequence == sequence + 1 else {
            return "audit entry \(sequence + 1) is missing"
        }
        guard entry.previous == hash else {
            return "audit entry \(entry.sequence) does not follow the one before it"
        }
        guard entry.hash == self.hash(of: entry) else {
            return "audit entry \(entry.sequence) was changed"
        }
        return nil
    }

    private static func append(_ number: Int64, to bytes: inout [UInt8]) {
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: number >> Int64(shift)))
        }
    }
}
