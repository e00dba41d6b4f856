internal import JSON
internal import Privacy
internal import SQLite
internal import Synchronization

/// The digests of one ledger: written down and asked for here alone.
///
/// Nearly everybody who is asked for was never forgotten. That is known without asking the ledger:
/// a filter has every digest in it that can still do something, from before it is written.
final class LedgerDigests: Sendable {
    private let filter: Mutex<DigestFilter>

    /// Those of a ledger that was just opened.
    ///
    /// Should its digests be more than `most` or unreadable, it is asked each time.
    init(of ledger: Connection, most: Int = DigestFilter.most) {
        filter = Mutex((try? ledger.digestFilter(most: most)) ?? .full)
    }

    /// Those of a ledger that is asked once or twice.
    init() { filter = Mutex(.full) }

    /// Writes down what is about to be erased, inside the transaction that is open.
    func insert(
        _ intent: ErasureIntent, into ledger: Connection, sealedWith seal: Seal
    ) throws {
        filter.withLock { filter in
            for digest in intent.digests where digest.state != .lifted { filter.add(digest.bytes) }
        }
        try ledger.insert(intent, sealedWith: seal)
    }

    /// Whether the ledger need not be asked: nobody of this digest was forgotten, or it does nothing
    /// any more.
    func isUnknown(_ digest: [UInt8]) -> Bool { filter.withLock { $0.lacks(digest) } }

    /// When the subject of a digest was last forgotten, of those that still do what `most` says.
    func forgotten(
        _ digest: [UInt8], upTo most: DigestState, in ledger: Connection
    ) throws -> Int64? {
        isUnknown(digest) ? nil : try ledger.forgotten(digest, upTo: most)
    }
}

extension Connection {
    /// A filter of the digests that can still do something; a state only ever becomes weaker.
    fileprivate func digestFilter(most: Int) throws -> DigestFilter {
        var filter = DigestFilter(most: most)
        var rows = try query(
            "SELECT digest FROM digest WHERE state < ?1",
            .integer(DigestState.lifted.rawValue))
        while try !filter.isFull && rows.step() { filter.add(rows.blob(0)) }
        return filter
    }

    /// When the subject of a digest was last forgotten, of those that still do what `most` says.
    fileprivate func forgotten(_ digest: [UInt8], upTo most: DigestState) throws -> Int64? {
        var rows = try query(
            "SELECT max(since) FROM digest WHERE digest = ?1 AND state <= ?2",
            .blob(digest), .integer(most.rawValue))
        return try rows.step() ? rows.optionalInteger(0) : nil
    }

    fileprivate func insert(_ intent: ErasureIntent, sealedWith seal: Seal) throws {
        let counts = JSONWriter.text(of: .object(intent.counts.json))
        try run(
            """
            INSERT INTO erasure(id, receipt, requested, counts, seal, waited)
            VALUES (?1, ?2, ?3, ?4, ?5, 0)
            """,
            .integer(intent.id), .text(intent.receipt.text), .integer(intent.requested),
            .text(counts),
            .blob(seal.seal(StoredReceipt.sealed(intent.receipt, counts: counts))))
        for digest in intent.digests {
            try run(
                """
                INSERT OR IGNORE INTO digest(digest, erasure, kind, since, state)
                VALUES (?1, ?2, ?3, ?4, ?5)
                """,
                .blob(digest.bytes), .integer(intent.id), .integer(digest.kind.rawValue),
                .integer(intent.requested), .integer(digest.state.rawValue))
        }
        for trace in intent.traces {
            try run(
                """
                INSERT OR IGNORE INTO trace(erasure, digest, prefix, shape)
                VALUES (?1, ?2, ?3, ?4)
                """,
                .integer(intent.id), .blob(trace.digest.bytes), .integer(trace.prefix),
                .integer(trace.shape))
        }
    }
}
