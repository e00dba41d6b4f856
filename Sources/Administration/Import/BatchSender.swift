/// Collects records into batches and sends them.
struct BatchSender {
    let administration: any Administration
    let shop: String
    let skipsInvalid: Bool

    /// What is in so far.
    private(set) var tally = ImportTally()
    private var batch = ImportBatch()

    init(administration: any Administration, shop: String, skipsInvalid: Bool) {
        self.administration = administration
        self.shop = shop
        self.skipsInvalid = skipsInvalid
    }

    /// Takes the next record, or what is wrong with it.
    mutating func take(_ entry: RecordParser.Entry) async throws(AdministrationError) {
        switch entry.content {
        case .success(let record):
            if batch.isFull(beforeRecordOf: entry.byteCount) { try await flush() }
            batch.append(record, at: entry.position, byteCount: entry.byteCount)
        case .failure(let fault):
            guard skipsInvalid else { throw try await stop("\(entry.position): \(fault.message)") }
            tally.countInvalid()
        }
    }

    /// Sends what has come together.
    mutating func flush() async throws(AdministrationError) {
        guard !batch.records.isEmpty else { return }
        let outcome = try await administration.perform(
            ImportRecords(shop: shop, records: batch.records, skipsInvalid: skipsInvalid))
        tally.add(outcome.tally)
        if let stop = outcome.stop {
            throw stopped("\(batch.position(of: stop.index)): \(stop.message)")
        }
        batch = ImportBatch()
    }

    /// The error with which an import ends, once what came before it is in.
    mutating func stop(
        _ reason: String
    ) async throws(AdministrationError) -> AdministrationError {
        try await flush()
        return stopped(reason)
    }

    private func stopped(_ reason: String) -> AdministrationError {
        AdministrationError(
            .badInput, "\(reason) The import stopped there; records that are in: \(tally.total).")
    }
}
