/// A visitor named together with a person; the e-mail counts where both are given.
public struct LinkRecord: Sendable {
    /// The browser.
    public var visitor: VisitorID
    /// The person's customer id.
    public var customer: RecordID?
    /// The person's e-mail.
    public var email: EmailAddress?
    /// When, in seconds since 1970; nil: when the call arrived.
    public var time: Int64?

    /// A link.
    public init(
        visitor: VisitorID, customer: RecordID? = nil, email: EmailAddress? = nil,
        time: Int64? = nil
    ) {
        self.visitor = visitor
        self.customer = customer
        self.email = email
        self.time = time
    }
}
