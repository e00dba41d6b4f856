/// Collects records into batches and sends them, one at a time: while one is written, the next is
/// collected.
struct BatchSender {
    private typealias Answer = Result<ImportRecords.Outcome, AdministrationError>

    let administration: any Administration
    let shop: String
    let skipsInvalid: Bool

    /// What is in so far.
    private(set) var tally = ImportTally()
    private var batch: ImportBatch
    private var sent: (batch: ImportBatch, answer: Task<Answer, Never>)?

    init(administration: any Administration, shop: String, skipsInvalid: Bool) {
        self.administration = administration
        self.shop = shop
        self.skipsInvalid = skipsInvalid
        batch = ImportBatch(isAlone: administration.isAlone)
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

    /// Sends what is left, and returns once everything is in.
    mutating func finish() async throws(AdministrationError) {
        try await flush()
        try await settle()
    }

    /// Returns once nothing is being written any more, whatever came of it.
    mutating func abandon() async {
        _ = await sent?.answer.value
        sent = nil
    }

    /// Sends what has come together, after what was sent before is in.
    private mutating func flush() async throws(AdministrationError) {
        var operation = ImportRecords(
            shop: shop, records: batch.records, skipsInvalid: skipsInvalid)
        // Meanwhile the one before is written; elsewhere the other process reads them.
        if administration.isAlone { operation.read() }
        try await settle()
        guard !batch.records.isEmpty else { return }
        let answer = Task { [administration, operation] () -> Answer in
            do throws(AdministrationError) {
                return .success(try await administration.perform(operation))
            } catch {
                return .failure(error)
            }
        }
        sent = (batch, answer)
        batch = ImportBatch(isAlone: administration.isAlone)
    }

    /// Waits for the answer to what was sent.
    private mutating func settle() async throws(AdministrationError) {
        guard let (batch, answer) = sent else { return }
        sent = nil
        let outcome = try await answer.value.get()
        tally.add(outcome.tally)
        if let stop = outcome.stop {
            throw stopped("\(batch.position(of: stop.index)): \(stop.message)")
        }
    }

    /// The error with which an import ends, once what came before it is in.
    mutating func stop(
        _ reason: String
    ) async throws(AdministrationError) -> AdministrationError {
        try await finish()
        return stopped(reason)
    }

    private func stopped(_ reason: String) -> AdministrationError {
        AdministrationError(
            .badInput, "\(reason) The import stopped there; records that are in: \(tally.total).")
    }
}
