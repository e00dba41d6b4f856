internal import SQLite

/// What a look searches for.
struct LookSearch {
    let scanner: TraceScanner
    /// The last forget that it is about.
    let lastErasure: Int64

    /// Nothing but dead bytes that are not zero.
    init(_ file: ShopFile) {
        self.init([], file, lastErasure: 0)
    }

    /// The traces of all forgets that are purged and not looked for yet.
    init(ofForgottenIn file: ShopFile) throws {
        guard file.position > 0 else {
            self.init(file)
            return
        }
        let (traces, last) = try file.readLedger { ledger in
            (try ledger.unverifiedTraces(), try ledger.lastPurged())
        }
        self.init(traces, file, lastErasure: last)
    }

    private init(
        _ traces: [(trace: Trace, erasure: Int64)], _ file: ShopFile, lastErasure: Int64
    ) {
        scanner = TraceScanner(traces, key: file.secrets.traces)
        self.lastErasure = lastErasure
    }
}
