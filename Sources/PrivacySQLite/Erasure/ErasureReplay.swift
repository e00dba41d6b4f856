internal import Privacy
internal import SQLite

/// Carries out on a shop's file what its ledger says was forgotten after the file's position: after
/// an end of the process in the middle of a forget, and on snapshots.
///
/// Whom it is about is known by digests alone, so every name in the file is digested and looked up:
/// some microseconds each. Rows that are younger than a forget are not meant by it.
struct ErasureReplay {
    let writing: ShopWriting
    let ledger: Ledger
    let call: Call

    private var connection: Connection { writing.connection }

    /// How many forgets were carried out; all in one transaction, on disk when this returns.
    func run() throws -> Int64 {
        let position = try connection.erasurePosition()
        let last = try ledger.read { try $0.lastErasure() }
        guard last > position else { return 0 }
        let forgotten = try ledger.read { try $0.digests(after: position) }
        try connection.begin(.immediate)
        do {
            var plan = try ErasurePlanner(reading: writing.reading)
                .plan(for: scope(of: forgotten))
            try addOrders(of: forgotten, to: &plan)
            try Eraser(writing: writing, call: call).carryOut(plan)
            try connection.setErasurePosition(last)
            try connection.commit()
        } catch {
            connection.rollback()
            throw error
        }
        return Int64(Set(forgotten.values).count)
    }

    /// An order can have become the subject's after the file was copied: it is anonymous for ever.
    private func addOrders(
        of forgotten: [ErasureIntent.Digest: Int64], to plan: inout ErasurePlan
    ) throws {
        let known = Set(plan.orders.map(\.text))
        let search = NameSearch(connection: connection, digester: ledger.secrets.ledger)
        for text in try search.orders(of: forgotten) where !known.contains(text) {
            let id = RecordID(text: text, isNumber: false)
            if let order = try writing.orders.find(id) { plan.orders.append(order) }
        }
    }

    private func scope(of forgotten: [ErasureIntent.Digest: Int64]) throws -> SubjectScope {
        guard !forgotten.isEmpty else { return SubjectScope() }
        let matches = try NameSearch(connection: connection, digester: ledger.secrets.ledger)
            .matches(of: forgotten)
        return try SubjectResolver(reading: writing.reading)
            .scope(of: matches.people.sorted(), visitors: matches.visitors + matches.partly)
    }
}
