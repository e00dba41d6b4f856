internal import HTTPServer
internal import JSON
internal import Privacy

/// What can be shown of an erasure, and the key to check it with.
enum ReceiptEndpoints {
    /// The receipt of an erasure, signed as it stands now.
    static func receipt(_ call: ShopCall) async throws(APIError) -> Response {
        let text = try call.arguments.required(.id, as: .text)
        guard let id = ReceiptID(text) else { throw .unknownReceipt }
        let document: SignedDocument?
        do {
            document = try await call.store.receipt(id, for: call.call, in: call.shop)
        } catch {
            throw APIError(error)
        }
        guard let document else { throw .unknownReceipt }
        return .json(ReceiptAnswer.bytes(of: document))
    }

    /// The shop's public key, by which anybody can check its receipts.
    static func signingKey(_ call: ShopCall) async throws(APIError) -> Response {
        let key: [UInt8]
        do { key = try call.store.signingKey(of: call.shop) } catch { throw APIError(error) }
        return .ok { writer in
            writer.name("algorithm")
            writer.string(ReceiptAnswer.algorithm)
            writer.name("public_key")
            writer.string(Base64.text(of: key))
        }
    }
}
