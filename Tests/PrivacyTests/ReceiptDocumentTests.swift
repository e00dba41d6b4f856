import JSON
import Privacy
import Testing

struct ReceiptDocumentTests {
    @Test func `a receipt reads back as it was`() throws {
        let signed = try SignedReceipt()
        #expect(try ReceiptDocument.receipt(in: signed.document.bytes) == signed.receipt)
    }

    @Test func `the text of a receipt stays as it is`() throws {
        let text = String(decoding: try SignedReceipt().document.bytes, as: UTF8.self)
        #expect(
            text.hasPrefix(
                """
                {"format":"oblio-receipt-1","id":"000102030405060708090a0b0c0d0e0f",\
                "shop":"00112233445566ff","state":"backups_purged","requested":1000,\
                "committed":1001,"purged":1002,"verified":1003,"backups_purged":1005,\
                "examined_bytes":1004,"mentions":9,"waited":true,"erased":[{"kind":"customers",\
                "count":1,"reason":"erased on request: GDPR article 17(1)"},
                """))
        #expect(text.contains(#"{"kind":"orders","count":8,"reason":"kept without"#))
        #expect(text.contains(#"{"kind":"digests","reason":"keyed digests"#))
    }

    @Test(arguments: ErasureReceipt.State.allCases)
    func `a receipt on its way has its state, and null for what is not reached`(
        state: ErasureReceipt.State
    ) throws {
        var receipt = try SignedReceipt().receipt
        if state != .backupsPurged { receipt.backupsPurged = nil }
        if state == .committed || state == .purged {
            receipt.verified = nil
            receipt.examinedBytes = nil
            receipt.mentions = nil
        }
        if state == .committed { receipt.purged = nil }
        let bytes = ReceiptDocument.bytes(of: receipt)
        #expect(try ReceiptDocument.receipt(in: bytes) == receipt)
        guard case .object(let object) = try JSONReader.value(of: bytes) else {
            Issue.record("not an object")
            return
        }
        #expect(object["state"] == .string(state.rawValue))
        #expect(object["purged"] == (state == .committed ? .null : .number(JSONNumber(1_002))))
    }

    @Test func `every kind of an erasure has a count and a reason`() throws {
        let signed = try SignedReceipt()
        guard case .object(let object) = try JSONReader.value(of: signed.document.bytes) else {
            Issue.record("not an object")
            return
        }
        let kinds =
            signed.receipt.counts.erased.map { $0.kind }
            + signed.receipt.counts.kept.map { $0.kind } + ["digests"]
        var written: [String] = []
        for name in ["erased", "kept"] {
            guard case .array(let entries)? = object[name] else { continue }
            for case .object(let entry) in entries {
                guard case .string(let kind)? = entry["kind"],
                    case .string(let reason)? = entry["reason"]
                else { continue }
                #expect(reason.contains("GDPR"))
                written.append(kind)
            }
        }
        #expect(written == kinds)
    }

    @Test func `a closure reads back as it was`() throws {
        let closure = ShopClosure(
            shop: try #require(ShopID("00112233445566ff")), deleted: 10,
            counts: [.init("people", 3), .init("orders", 4)], receipts: 5, snapshots: 6,
            chainSequence: 7, chainHash: Array(0..<32))
        let bytes = ClosureDocument.bytes(of: closure)
        #expect(try ClosureDocument.closure(in: bytes) == closure)
        #expect(
            String(decoding: bytes, as: UTF8.self).hasPrefix(
                #"{"format":"oblio-closure-1","shop":"00112233445566ff","deleted":10,"#
                    + #""counts":{"people":3,"orders":4},"receipts":5,"snapshots":6,"chain":{"#))
        let key = try #require(SigningKey(seed: Array(1...32)))
        let answer = ReceiptAnswer.bytes(of: try key.sign(bytes))
        let check = ReceiptCheck(publicKey: key.publicKey)
        #expect(try check.document(in: answer) == .closure(closure))
    }
}
