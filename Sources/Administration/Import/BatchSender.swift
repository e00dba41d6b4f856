/// Collects records into batches and sends them: while one is written, the next is read where it goes to
/// and waits there for its turn, and the one after that is collected.
struct BatchSender {
    private typealias Answer = Result<ImportRecords.Outcome, AdministrationError>

    /// A batch on its way, and what comes of it.
    private struct Sent {
        let batch: ImportBatch
        let number: ImportPlace.Number
        let answer: Task<Answer, Never>
    }

    /// How many batches are on their way at once: one that is written, and one that waits.
    private static let most = 2

    let administration: any Administration
    let shop: String
    let skipsInvalid: Bool

    /// What is in so far.
    private(set) var tally = ImportTally()
    private var size = BatchSize()
    private var batch: ImportBatch
    private var sent: [Sent] = []

    init(administration: any Administration, shop: String, skipsInvalid: Bool) {
        self.administration = administration
        self.shop = shop
        self.skipsInvalid = skipsInvalid
        batch = ImportBatch(mostRecords: size.records)
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
        while !sent.isEmpty { try await settle() }
    }

    /// Returns once nothing is being written any more, whatever came of it.
    mutating func abandon() async {
        for one in sent { _ = await one.answer.value }
        sent = []
    }

    /// Sends what has come together, once fewer are on their way than may be.
    private mutating func flush() async throws(AdministrationError) {
        guard !batch.records.isEmpty else { return }
        while sent.count >= Self.most { try await settle() }
        let operation = ImportRecords(
            shop: shop, records: batch.records, skipsInvalid: skipsInvalid,
            place: ImportPlace(after: sent.last?.number))
        let former = sent.last?.answer
        let answer = Task { [administration] () -> Answer in
            let answer = await Self.perform(operation, by: administration)
            guard case .failure(let error) = answer, error.code == .outOfTurn,
                case .success(let before)? = await former?.value, before.stop == nil
            else { return answer }
            // It came when the one before had ended, which is in.
            var operation = operation
            operation.place = operation.place.first
            return await Self.perform(operation, by: administration)
        }
        sent.append(Sent(batch: batch, number: operation.place.number, answer: answer))
        batch = ImportBatch(mostRecords: size.records)
    }

    /// Waits for the answer to what was sent first.
    private mutating func settle() async throws(AdministrationError) {
        let first = sent.removeFirst()
        let outcome = try await first.answer.value.get()
        tally.add(outcome.tally)
        size.note(othersWait: outcome.othersWait)
        if let stop = outcome.stop {
            throw stopped("\(first.batch.position(of: stop.index)): \(stop.message)")
        }
    }

    private static func perform(
        _ operation: ImportRecords, by administration: any Administration
    ) async -> Answer {
        do throws(AdministrationError) {
            return .success(try await administration.perform(operation))
        } catch {
            return .failure(error)
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
