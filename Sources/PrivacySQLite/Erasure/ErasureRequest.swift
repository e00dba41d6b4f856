internal import Privacy
internal import Synchronization

/// A forget that waits for the shop's writer, and what came of it.
final class ErasureRequest: Sendable {
    let subject: SubjectQuery
    let call: Call
    let settings: ShopSettings
    let lookbackSeconds: Int64
    private let result = Mutex<Erasure?>(nil)

    init(_ subject: SubjectQuery, for call: Call, _ settings: ShopSettings, lookbackSeconds: Int64)
    {
        self.subject = subject
        self.call = call
        self.settings = settings
        self.lookbackSeconds = lookbackSeconds
    }

    /// What it gives back; nil until it is on disk.
    var erasure: Erasure? { result.withLock { $0 } }

    func succeed(_ erasure: Erasure) { result.withLock { $0 = erasure } }
}
