internal import Privacy
internal import PrivacyAPI

/// A receipt as lines for people.
enum ReceiptLines {
    /// The lines of what a receipt is about.
    static func lines(of document: ReceiptCheck.Document) -> [(name: String, value: String)] {
        switch document {
        case .erasure(let receipt): lines(of: receipt)
        case .closure(let closure): lines(of: closure)
        }
    }

    private static func lines(of receipt: ErasureReceipt) -> [(name: String, value: String)] {
        let times = [
            ("requested", receipt.requested), ("committed", receipt.committed),
            ("purged", receipt.purged), ("verified", receipt.verified),
            ("backups purged", receipt.backupsPurged),
        ]
        var lines = [
            ("receipt", receipt.id.text), ("shop", receipt.shop.text),
            ("state", words(receipt.state?.rawValue ?? "not finished")),
        ]
        lines += times.compactMap { (name, time) in
            time.map { (name, UTCTime(seconds: $0).description) }
        }
        if let bytes = receipt.examinedBytes { lines.append(("bytes looked at", "\(bytes)")) }
        if let count = receipt.mentions, count > 0 {
            lines.append(("mentions in records of others", "\(count)"))
        }
        if receipt.hasWaited { lines.append(("purge", "had to wait")) }
        lines += receipt.counts.erased.filter { $0.count > 0 }.map {
            ("erased \($0.kind)", "\($0.count)")
        }
        return lines + receipt.counts.kept.map { ("kept \($0.kind), anonymous", "\($0.count)") }
    }

    private static func lines(of closure: ShopClosure) -> [(name: String, value: String)] {
        [("shop", closure.shop.text), ("deleted", UTCTime(seconds: closure.deleted).description)]
            + closure.counts.map { ("deleted \(words($0.kind))", "\($0.count)") }
            + [
                ("receipts", "\(closure.receipts)"), ("snapshots", "\(closure.snapshots)"),
                ("audit entries", "\(closure.chainSequence)"),
                ("last audit hash", Hexadecimal.text(of: closure.chainHash)),
            ]
    }

    private static func words(_ name: String) -> String {
        String(name.map { $0 == "_" ? " " : $0 })
    }
}
