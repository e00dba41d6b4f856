internal import JSON

/// Checks a receipt by a public key alone: no server and no data folder.
public struct ReceiptCheck: Sendable {
    /// What a receipt is about.
    public enum Document: Sendable, Hashable {
        /// An erasure.
        case erasure(ErasureReceipt)
        /// A shop that was deleted.
        case closure(ShopClosure)
    }

    /// How long a public key is, in bytes.
    public static let keyBytes = 32

    private let publicKey: [UInt8]

    /// A check by the key that is trusted; it comes from elsewhere than the receipt.
    public init(publicKey: [UInt8]) { self.publicKey = publicKey }

    /// What an answer with a receipt says, as ``ReceiptAnswer`` has it; white space and further
    /// members do not matter.
    ///
    /// Refuses one whose `signed` was not signed by the key, or whose `receipt` says something else.
    public func document(in answer: [UInt8]) throws(ReceiptFault) -> Document {
        guard case .object(let object)? = try? JSONReader.value(of: answer),
            case .string(let signed)? = object["signed"]
        else { throw Self.notAReceipt }
        if let algorithm = object["algorithm"], algorithm != .string(ReceiptAnswer.algorithm) {
            throw ReceiptFault(
                .unknownAlgorithm, "it is not signed by \(ReceiptAnswer.algorithm)")
        }
        if let key = object["public_key"], key != .string(Base64.text(of: publicKey)) {
            throw ReceiptFault(
                .otherKey, "it says that it was signed by another key than the one given")
        }
        let bytes = Array(signed.utf8)
        let document = SignedDocument(
            bytes: bytes, signature: try Self.signature(in: object), publicKey: publicKey)
        guard document.isSigned(by: publicKey) else {
            throw ReceiptFault(
                .wrongSignature, "the signature does not belong to this text and this key")
        }
        try Self.compare(object["receipt"], with: bytes)
        return try Self.document(bytes)
    }

    private static func signature(in object: JSONObject) throws(ReceiptFault) -> [UInt8] {
        guard case .string(let text)? = object["signature"] else { throw notAReceipt }
        guard let signature = Base64.bytes(of: text) else {
            throw ReceiptFault(.wrongSignature, "the signature is not Base64")
        }
        return signature
    }

    /// What people look at must be what was signed.
    private static func compare(
        _ shown: JSONValue?, with signed: [UInt8]
    ) throws(ReceiptFault) {
        guard let shown else { return }
        guard let value = try? JSONReader.value(of: signed), value == shown else {
            throw ReceiptFault(.differs, "its receipt says something else than what was signed")
        }
    }

    private static func document(_ bytes: [UInt8]) throws(ReceiptFault) -> Document {
        switch try DocumentMembers.format(of: bytes) {
        case ClosureDocument.format: .closure(try ClosureDocument.closure(in: bytes))
        default: .erasure(try ReceiptDocument.receipt(in: bytes))
        }
    }

    private static let notAReceipt = ReceiptFault(
        .notAReceipt, "it is not a JSON object with what was signed and its signature")
}
