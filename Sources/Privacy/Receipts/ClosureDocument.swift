internal import JSON

/// The bytes of a deleted shop's final receipt, as ``ReceiptDocument`` has those of an erasure's.
public enum ClosureDocument {
    /// The name of the format.
    public static let format = "oblio-closure-1"

    /// The document of a closure.
    public static func bytes(of closure: ShopClosure) -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.beginObject()
        writer.text("format", format)
        writer.text("shop", closure.shop.text)
        writer.integer("deleted", closure.deleted)
        writer.name("counts")
        writer.beginObject()
        for entry in closure.counts {
            writer.member(entry.kind)
            writer.integer(entry.count)
        }
        writer.endObject()
        writer.integer("receipts", closure.receipts)
        writer.integer("snapshots", closure.snapshots)
        writer.name("chain")
        writer.beginObject()
        writer.integer("sequence", closure.chainSequence)
        writer.text("hash", Hexadecimal.text(of: closure.chainHash))
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }

    /// The closure that a document is; refuses what ``bytes(of:)`` would not have written.
    public static func closure(in bytes: [UInt8]) throws(ReceiptFault) -> ShopClosure {
        let members = try DocumentMembers(bytes, format: format)
        let chain = try members.object("chain")
        guard let shop = ShopID(try members.text("shop")) else {
            throw DocumentMembers.unreadable("shop")
        }
        guard let hash = Hexadecimal.bytes(of: try chain.text("hash")) else {
            throw DocumentMembers.unreadable("hash")
        }
        let counted = try members.object("counts")
        var counts: [ShopClosure.Count] = []
        for name in counted.names {
            counts.append(ShopClosure.Count(name, try counted.integer(name)))
        }
        return ShopClosure(
            shop: shop, deleted: try members.integer("deleted"), counts: counts,
            receipts: try members.integer("receipts"),
            snapshots: try members.integer("snapshots"),
            chainSequence: try chain.integer("sequence"), chainHash: hash)
    }
}
