/// What a digest in the ledger still does.
enum DigestState: Int64 {
    /// Old data under it stay out.
    case suppressed = 0
    /// The person registered anew: only orders from before the forget come in anonymously.
    case renewed = 1
    /// An operator ended it.
    case lifted = 2
}
