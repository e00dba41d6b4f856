public import JSON

/// A customer as they come in: an id or an e-mail, and any attributes.
public struct CustomerRecord: Sendable {
    /// The shop's id; nil: the record stands under its e-mail alone.
    public var id: RecordID?
    /// The e-mail.
    public var email: EmailAddress?
    /// Everything else, as it came.
    public var attributes: JSONObject

    /// A customer record.
    public init(
        id: RecordID? = nil, email: EmailAddress? = nil, attributes: JSONObject = JSONObject()
    ) {
        self.id = id
        self.email = email
        self.attributes = attributes
    }
}
