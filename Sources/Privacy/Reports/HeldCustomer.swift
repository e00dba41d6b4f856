public import JSON

/// A customer as they are held and given back.
public struct HeldCustomer: Sendable {
    /// The shop's id; nil: the record stands under its e-mail alone.
    public var id: RecordID?
    /// The e-mail.
    public var email: EmailAddress?
    /// Everything else, as it came: an object.
    public var attributes: JSONText

    /// A customer.
    public init(id: RecordID?, email: EmailAddress?, attributes: JSONText) {
        self.id = id
        self.email = email
        self.attributes = attributes
    }
}
