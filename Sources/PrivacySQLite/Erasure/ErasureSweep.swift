internal import Privacy

/// Forgets that are committed, of which rows are still to go (``Connection/removeDoomedSlice()``).
final class ErasureSweep: Sendable {
    /// Told once the rows are gone and purged.
    let jobs: [WriteJob]
    let done: [ErasureBatch.Done]

    init(_ done: [ErasureBatch.Done], _ jobs: [WriteJob]) {
        self.done = done
        self.jobs = jobs
    }
}
