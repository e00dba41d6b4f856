import JSON
import Privacy
import Testing

/// A receipt with every figure its own, and the key that signs it.
struct SignedReceipt {
    let key: SigningKey
    let receipt: ErasureReceipt
    let document: SignedDocument

    init() throws {
        key = try #require(SigningKey(seed: Array(1...32)))
        var counts = ErasureCounts()
        counts.customers = 1
        counts.identifiers = 2
        counts.visitors = 3
        counts.activity = 40
        counts.baskets = 5
        counts.subscriptions = 6
        counts.parcels = 7
        counts.keptOrders = 8
        receipt = ErasureReceipt(
            id: try #require(ReceiptID("000102030405060708090a0b0c0d0e0f")),
            shop: try #require(ShopID("00112233445566ff")), counts: counts, requested: 1_000,
            committed: 1_001, purged: 1_002, verified: 1_003, examinedBytes: 1_004, mentions: 9,
            backupsPurged: 1_005, hasWaited: true)
        document = try key.sign(ReceiptDocument.bytes(of: receipt))
    }

    /// What is handed out of it.
    var answer: [UInt8] { ReceiptAnswer.bytes(of: document) }

    /// The answer as an object that can be changed.
    func object() throws -> JSONObject {
        guard case .object(let object) = try JSONReader.value(of: answer) else {
            throw ReceiptFault(.notAReceipt, "not an object")
        }
        return object
    }
}
