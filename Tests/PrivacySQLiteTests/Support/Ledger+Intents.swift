@testable import PrivacySQLite

extension Ledger {
    /// Writes down what is about to be erased, inside the transaction that is open.
    func insert(_ intent: ErasureIntent) throws {
        try digests.insert(intent, into: writer, sealedWith: secrets.seal)
    }
}
