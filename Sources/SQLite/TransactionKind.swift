/// When a transaction takes its locks.
///
/// See <https://www.sqlite.org/lang_transaction.html>.
public enum TransactionKind: Sendable {
    /// With the first statement that needs them: for reading.
    case deferred
    /// At once, so that no later statement meets another writer: for writing.
    case immediate
}
