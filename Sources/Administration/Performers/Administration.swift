public import Privacy

/// Does what an operator wishes, here or in the process that owns the data: a command does not
/// know which.
public protocol Administration: Sendable {
    /// Does one thing.
    func perform<Wish: Operation>(
        _ operation: Wish
    ) async throws(AdministrationError) -> Wish.Outcome

    /// Does one thing that takes long; `progress` is told on any thread how far it is.
    func perform<Wish: LongOperation>(
        _ operation: Wish, progress: @escaping MaintenanceProgress.Report
    ) async throws(AdministrationError) -> Wish.Outcome

    /// Everything that a shop holds about a subject, as the JSON object that `privacy/info` answers.
    ///
    /// - Parameters:
    ///   - subject: Whom it is about.
    ///   - shop: The public key of the shop.
    ///   - chunk: Takes the text piece by piece, so that no report has to fit into memory.
    func report(
        on subject: SubjectQuery, in shop: String,
        chunk: ([UInt8]) throws(AdministrationError) -> Void
    ) async throws(AdministrationError)
}
