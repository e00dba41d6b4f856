internal import JSON

/// A signed document as it is handed out: what it says, and all that is needed to check it.
///
///     {"status":"ok","state":"purged","receipt":{…},"signed":"{…}","signature":"…",
///      "algorithm":"Ed25519","public_key":"…"}
///
/// `receipt` is the document byte for byte, `signed` the same bytes as a string, which survives what
/// rewrites JSON; signature and key are in Base64. `state` stands there when the document has one.
public enum ReceiptAnswer {
    /// The only algorithm that there is (RFC 8032).
    public static let algorithm = "Ed25519"

    /// The answer with a document.
    public static func bytes(of document: SignedDocument) -> [UInt8] {
        var writer = JSONWriter(capacity: 3 * document.bytes.count)
        writer.beginObject()
        writer.text("status", "ok")
        if let state = state(in: document.bytes) { writer.text("state", state) }
        writer.name("receipt")
        writer.raw(document.bytes.span)
        writer.text("signed", String(decoding: document.bytes, as: UTF8.self))
        writer.text("signature", Base64.text(of: document.signature))
        writer.text("algorithm", algorithm)
        writer.text("public_key", Base64.text(of: document.publicKey))
        writer.endObject()
        return writer.bytes
    }

    /// The document of an answer that this service wrote itself; nothing is checked.
    ///
    /// Nil when it is no such answer.
    public static func document(in answer: [UInt8]) -> SignedDocument? {
        guard case .object(let object)? = try? JSONReader.value(of: answer),
            case .string(let signed)? = object["signed"],
            case .string(let signature)? = object["signature"],
            case .string(let key)? = object["public_key"],
            let signature = Base64.bytes(of: signature), let key = Base64.bytes(of: key)
        else { return nil }
        return SignedDocument(bytes: Array(signed.utf8), signature: signature, publicKey: key)
    }

    private static func state(in document: [UInt8]) -> String? {
        guard case .object(let object)? = try? JSONReader.value(of: document),
            case .string(let state)? = object["state"]
        else { return nil }
        return state
    }
}
