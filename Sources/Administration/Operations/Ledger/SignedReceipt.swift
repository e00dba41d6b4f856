public import JSON
public import Privacy

/// A receipt with its signature, as `privacy/receipt` answers it.
public struct SignedReceipt: ControlMessage, Equatable {
    /// The answer.
    public let json: JSONObject

    init(_ document: SignedDocument) {
        let value = try? JSONReader.value(of: ReceiptAnswer.bytes(of: document))
        json = if case .object(let object)? = value { object } else { JSONObject() }
    }

    /// Reads a receipt.
    public init(json: JSONObject) throws(AdministrationError) { self.json = json }

    /// What it says; refuses one that its own key did not sign.
    public func document() throws(AdministrationError) -> ReceiptCheck.Document {
        let key = Base64.bytes(of: try Members(json).text("public_key")) ?? []
        do throws(ReceiptFault) {
            return try ReceiptCheck(publicKey: key).document(
                in: JSONWriter.bytes(of: .object(json)))
        } catch {
            throw AdministrationError(.failed, "the receipt is damaged: \(error.message)")
        }
    }
}
