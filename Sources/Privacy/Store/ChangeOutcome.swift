/// What a call's changes led to.
public struct ChangeOutcome: Sendable {
    /// The id of the parcel that was made, if one was.
    public var parcel: Int64?
    /// The objects that were refused because their subject was forgotten, in the order in which
    /// they came; of calls by a private key alone, so that nobody learns who was forgotten.
    public var suppressed: [SuppressedObject]
    /// Whether other callers' changes of the shop waited for these to be on disk: told only of many at once.
    public var othersWait = false

    /// An outcome.
    public init(parcel: Int64? = nil, suppressed: [SuppressedObject] = []) {
        self.parcel = parcel
        self.suppressed = suppressed
    }
}
