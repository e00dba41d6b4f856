/// What a call's changes led to.
public struct ChangeOutcome: Sendable {
    /// The id of the parcel that was made, if one was.
    public var parcel: Int64?

    /// An outcome.
    public init(parcel: Int64? = nil) { self.parcel = parcel }
}
