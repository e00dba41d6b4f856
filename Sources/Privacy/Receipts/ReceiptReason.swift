/// Why something was erased or kept, as receipts say it.
enum ReceiptReason {
    private static let erasure = "erased on request: GDPR article 17(1)"

    /// Why things of a kind were erased.
    static func forErasing(_ kind: String) -> String {
        switch kind {
        case "visitors": erasure + "; unlinked where other people share them"
        default: erasure
        }
    }

    /// Why things of a kind were kept.
    static func forKeeping(_ kind: String) -> String {
        switch kind {
        case "orders":
            "kept without anything that names the subject (GDPR recital 26), for the duty to keep "
                + "accounts (article 17(3)(b))"
        default: "kept to comply with a legal obligation: GDPR article 17(3)(b)"
        }
    }

    /// Why the ledger keeps digests of the subject's identifiers.
    static let forDigests =
        "keyed digests of identifiers, by which old data and old snapshots are kept from bringing "
        + "the subject back: GDPR articles 5(2) and 17(3)(b)"
}
