internal import JSON

/// The bytes of a receipt: what is signed, and what anyone can read years later.
///
/// One JSON object without white space, its members always in the same order. Nothing in it is
/// personal.
public enum ReceiptDocument {
    /// The name of the format.
    public static let format = "oblio-receipt-1"
    /// The kind under which the digests in the ledger are listed.
    static let digests = "digests"

    /// The document of a receipt.
    public static func bytes(of receipt: ErasureReceipt) -> [UInt8] {
        var writer = JSONWriter(capacity: 2_048)
        writer.beginObject()
        writer.text("format", format)
        writer.text("id", receipt.id.text)
        writer.text("shop", receipt.shop.text)
        writer.text("state", receipt.state?.rawValue)
        writer.integer("requested", receipt.requested)
        writer.integer("committed", receipt.committed)
        writer.integer("purged", receipt.purged)
        writer.integer("verified", receipt.verified)
        writer.integer("backups_purged", receipt.backupsPurged)
        writer.integer("examined_bytes", receipt.examinedBytes)
        writer.integer("mentions", receipt.mentions)
        writer.name("waited")
        writer.bool(receipt.hasWaited)
        writer.name("erased")
        writer.beginArray()
        for (kind, count) in receipt.counts.erased {
            writer.entry(kind, count, ReceiptReason.forErasing(kind))
        }
        writer.endArray()
        writer.name("kept")
        writer.beginArray()
        for (kind, count) in receipt.counts.kept {
            writer.entry(kind, count, ReceiptReason.forKeeping(kind))
        }
        writer.entry(digests, nil, ReceiptReason.forDigests)
        writer.endArray()
        writer.endObject()
        return writer.bytes
    }

    /// The receipt that a document is.
    ///
    /// Refuses what ``bytes(of:)`` would not have written; reasons may be in other words.
    public static func receipt(in bytes: [UInt8]) throws(ReceiptFault) -> ErasureReceipt {
        let members = try DocumentMembers(bytes, format: format)
        guard let id = ReceiptID(try members.text("id")),
            let shop = ShopID(try members.text("shop"))
        else { throw DocumentMembers.unreadable("id") }
        let receipt = ErasureReceipt(
            id: id, shop: shop, counts: try counts(members),
            requested: try members.integer("requested"),
            committed: try members.optionalInteger("committed"),
            purged: try members.optionalInteger("purged"),
            verified: try members.optionalInteger("verified"),
            examinedBytes: try members.optionalInteger("examined_bytes"),
            mentions: try members.optionalInteger("mentions"),
            backupsPurged: try members.optionalInteger("backups_purged"),
            hasWaited: try members.flag("waited"))
        guard try members.optionalText("state") == receipt.state?.rawValue else {
            throw DocumentMembers.unreadable("state")
        }
        return receipt
    }

    private static func counts(_ members: DocumentMembers) throws(ReceiptFault) -> ErasureCounts {
        var counts = ErasureCounts()
        for entry in try members.objects("erased") {
            let kind = try entry.text("kind")
            guard counts.setErased(kind, try entry.count("count")) else {
                throw DocumentMembers.unreadable("erased")
            }
        }
        for entry in try members.objects("kept") {
            let kind = try entry.text("kind")
            if kind == digests { continue }
            guard counts.setKept(kind, try entry.count("count")) else {
                throw DocumentMembers.unreadable("kept")
            }
        }
        return counts
    }
}

extension JSONWriter {
    fileprivate mutating func entry(_ kind: String, _ count: Int?, _ reason: String) {
        beginObject()
        text("kind", kind)
        if let count { integer("count", Int64(count)) }
        text("reason", reason)
        endObject()
    }
}
