internal import Privacy

/// A receipt as its row has it, with the seal over what was erased: whoever changes a ledger without
/// the registry's secret does not get that signed.
struct StoredReceipt {
    let receipt: ErasureReceipt
    /// The counts as they are stored.
    let counts: String
    let seal: [UInt8]

    /// What is sealed of a receipt; its times are held against the audit chain instead.
    static func sealed(_ id: ReceiptID, counts: String) -> [UInt8] {
        Array("oblio erasure \(id.text) \(counts)".utf8)
    }

    func isGenuine(_ seal: Seal) -> Bool {
        seal.isValid(self.seal, of: Self.sealed(receipt.id, counts: counts))
    }

    /// Whether each state that is reached has a time, and none an earlier one than what it follows:
    /// they are written down so even if the clock is set back.
    var isInOrder: Bool {
        let times = [
            receipt.requested, receipt.committed, receipt.purged, receipt.verified,
            receipt.backupsPurged,
        ]
        let reached = times.prefix { $0 != nil }.compactMap(\.self)
        return times.dropFirst(reached.count).allSatisfy { $0 == nil }
            && zip(reached, reached.dropFirst()).allSatisfy { $0 <= $1 }
    }
}
