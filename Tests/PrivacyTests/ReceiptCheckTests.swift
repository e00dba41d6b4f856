import JSON
import Privacy
import Testing

struct ReceiptCheckTests {
    @Test func `a receipt as it was handed out is good`() throws {
        let signed = try SignedReceipt()
        let check = ReceiptCheck(publicKey: signed.key.publicKey)
        #expect(try check.document(in: signed.answer) == .erasure(signed.receipt))
    }

    @Test func `white space, other members, and members that are not there do not matter`() throws {
        let signed = try SignedReceipt()
        var object = try signed.object()
        for name in ["status", "state", "receipt", "algorithm", "public_key"] {
            object.removeValue(forName: name)
        }
        object["note"] = .string("from the archive")
        let text = " \n" + JSONWriter.text(of: .object(object)) + "\n"
        let check = ReceiptCheck(publicKey: signed.key.publicKey)
        #expect(try check.document(in: Array(text.utf8)) == .erasure(signed.receipt))
    }

    @Test func `no letter of what was signed can be changed`() throws {
        let signed = try SignedReceipt()
        for index in signed.document.bytes.indices {
            var bytes = signed.document.bytes
            bytes[index] ^= 1
            let changed = SignedDocument(
                bytes: bytes, signature: signed.document.signature,
                publicKey: signed.key.publicKey)
            #expect(!changed.isSigned(by: signed.key.publicKey))
        }
    }

    @Test func `a member that was changed in what was signed is found`() throws {
        let signed = try SignedReceipt()
        guard case .object(let document) = try JSONReader.value(of: signed.document.bytes) else {
            Issue.record("not an object")
            return
        }
        for member in document.members {
            var changed = document
            changed[member.name] = .string("something else")
            var object = try signed.object()
            object["signed"] = .string(JSONWriter.text(of: .object(changed)))
            object["receipt"] = .object(changed)
            try expect(.wrongSignature, of: object, signed)
        }
    }

    @Test func `a member that was changed in what is shown is found`() throws {
        let signed = try SignedReceipt()
        guard case .object(let document) = try JSONReader.value(of: signed.document.bytes) else {
            Issue.record("not an object")
            return
        }
        for member in document.members {
            var changed = document
            changed[member.name] = .string("something else")
            var object = try signed.object()
            object["receipt"] = .object(changed)
            try expect(.differs, of: object, signed)
            changed[member.name] = nil
            object["receipt"] = .object(changed)
            try expect(.differs, of: object, signed)
        }
    }

    @Test func `no letter of the signature can be changed`() throws {
        let signed = try SignedReceipt()
        let text = Base64.text(of: signed.document.signature)
        for index in text.indices {
            var object = try signed.object()
            let other: Character = text[index] == "A" ? "B" : "A"
            object["signature"] = .string(
                text[..<index] + String(other) + text[text.index(after: index)...])
            try expect(.wrongSignature, of: object, signed)
        }
        for signature in ["", "AAAA", text + "\n", String(text.dropLast(2))] {
            var object = try signed.object()
            object["signature"] = .string(signature)
            try expect(.wrongSignature, of: object, signed)
        }
    }

    @Test func `another key is not trusted, whatever the receipt says of its own`() throws {
        let signed = try SignedReceipt()
        let other = try #require(SigningKey(seed: Array(2...33)))
        let forged = ReceiptAnswer.bytes(of: try other.sign(signed.document.bytes))
        let check = ReceiptCheck(publicKey: signed.key.publicKey)
        let error = #expect(throws: ReceiptFault.self) { try check.document(in: forged) }
        #expect(error?.code == .otherKey)
        var object = try signed.object()
        object["signature"] = .string(
            Base64.text(of: try other.sign(signed.document.bytes).signature))
        try expect(.wrongSignature, of: object, signed)
    }

    @Test func `another algorithm is not taken`() throws {
        let signed = try SignedReceipt()
        var object = try signed.object()
        object["algorithm"] = .string("none")
        try expect(.unknownAlgorithm, of: object, signed)
    }

    @Test(arguments: ["", "[]", "{}", #"{"signed":1}"#, #"{"signed":"{}"}"#, "not JSON"])
    func `what is no receipt is said to be none`(text: String) throws {
        let check = ReceiptCheck(publicKey: try SignedReceipt().key.publicKey)
        let error = #expect(throws: ReceiptFault.self) {
            try check.document(in: Array(text.utf8))
        }
        #expect(error?.code == .notAReceipt)
    }

    @Test(arguments: ["", "[]", "{}", #"{"format":"oblio-receipt-9"}"#])
    func `a good signature under something else is no receipt`(text: String) throws {
        let key = try SignedReceipt().key
        var object = JSONObject()
        object["signed"] = .string(text)
        object["signature"] = .string(Base64.text(of: try key.sign(Array(text.utf8)).signature))
        let error = #expect(throws: ReceiptFault.self) {
            try ReceiptCheck(publicKey: key.publicKey).document(
                in: JSONWriter.bytes(of: .object(object)))
        }
        #expect(error?.code == .unreadable)
    }

    private func expect(
        _ code: ReceiptFault.Code, of object: JSONObject, _ signed: SignedReceipt
    ) throws {
        let check = ReceiptCheck(publicKey: signed.key.publicKey)
        let error = #expect(throws: ReceiptFault.self) {
            try check.document(in: JSONWriter.bytes(of: .object(object)))
        }
        #expect(error?.code == code)
    }
}
