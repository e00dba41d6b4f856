internal import SQLite

/// The digests of a ledger, as replay and verification ask for them.
extension Connection {
    /// The digests of what was forgotten after a position, each with its last forget.
    func digests(after position: Int64) throws -> [ErasureIntent.Digest: Int64] {
        var found: [ErasureIntent.Digest: Int64] = [:]
        var rows = try query(
            "SELECT kind, digest, max(erasure) FROM digest WHERE erasure > ?1 GROUP BY kind, digest",
            .integer(position))
        while try rows.step() {
            guard let kind = SubjectName.Kind(rawValue: rows.integer(0)) else { continue }
            found[.init(kind: kind, bytes: rows.blob(1))] = rows.integer(2)
        }
        return found
    }
}
