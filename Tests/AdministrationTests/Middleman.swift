import JSON
import Privacy

@testable import Administration

/// Hands on what is wished, but for batches of an import that it refuses, and says of the others that somebody waited.
final class Middleman: Administration {
    typealias Refusal = @Sendable (Int, ImportRecords) async -> AdministrationError?

    private let administration: any Administration
    private let refusal: Refusal
    private let othersWait: Bool

    /// - Parameters:
    ///   - othersWait: Whether others are said to have waited for each batch.
    ///   - refusal: Why the batch of that number is refused; nil: it is not.
    init(
        _ administration: any Administration, othersWait: Bool = false, refusal: @escaping Refusal
    ) {
        self.administration = administration
        self.othersWait = othersWait
        self.refusal = refusal
    }

    /// Which batch it is of the first, counted from 0, by the number of its first order, counted from 1.
    private func number(of batch: ImportRecords) -> Int {
        guard case .number(let id)? = batch.records.first?.fields["id"], let id = id.int64 else {
            return -1
        }
        return (Int(id) - 1) / BatchSize.few
    }

    func perform<Wish: Operation>(
        _ operation: Wish
    ) async throws(AdministrationError) -> Wish.Outcome {
        if let batch = operation as? ImportRecords {
            if let error = await refusal(number(of: batch), batch) { throw error }
        }
        let outcome = try await administration.perform(operation)
        guard othersWait, var answer = outcome as? ImportRecords.Outcome else { return outcome }
        answer.othersWait = true
        return answer as? Wish.Outcome ?? outcome
    }

    func perform<Wish: LongOperation>(
        _ operation: Wish, progress: @escaping MaintenanceProgress.Report
    ) async throws(AdministrationError) -> Wish.Outcome {
        try await administration.perform(operation, progress: progress)
    }

    func report(
        on subject: SubjectQuery, in shop: String,
        chunk: ([UInt8]) throws(AdministrationError) -> Void
    ) async throws(AdministrationError) {
        try await administration.report(on: subject, in: shop, chunk: chunk)
    }
}
