/// A parcel of an order.
///
/// In a patch what is nil stays as it is.
public struct ParcelRecord: Sendable {
    /// Its id, made here; nil in a new one.
    public var id: Int64?
    /// The order.
    public var order: RecordID
    /// The carrier's number.
    public var trackingCode: String?
    /// Where to look.
    public var trackingLink: String?
    /// The shop's word for how far it is.
    public var status: String?

    /// A parcel.
    public init(
        id: Int64? = nil, order: RecordID, trackingCode: String? = nil,
        trackingLink: String? = nil, status: String? = nil
    ) {
        self.id = id
        self.order = order
        self.trackingCode = trackingCode
        self.trackingLink = trackingLink
        self.status = status
    }
}
