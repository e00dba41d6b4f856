internal import JSON

/// An order as it stands in its rows.
struct OrderRow {
    /// How an order stands to people.
    enum State: Int64 {
        /// It names whom it names.
        case ordinary = 0
        /// It was made anonymous for ever.
        case anonymous = 1
        /// That, and deleted: only the id is kept, so that nobody can be put on it again.
        case anonymousAndDeleted = 2
    }

    /// Which of those it names were named by a private call.
    struct Vouched: OptionSet {
        let rawValue: Int64
        static let customer = Vouched(rawValue: 1)
        static let email = Vouched(rawValue: 2)
    }

    /// What is known of other tables, so that most orders need no look there.
    struct Extras: OptionSet {
        let rawValue: Int64
        /// There may be returns.
        static let returns = Extras(rawValue: 1)
        /// There may be parcels.
        static let parcels = Extras(rawValue: 2)
        /// Customer and e-mail are one person's, for ever: the order stands in the index of e-mails alone.
        static let namesOnePerson = Extras(rawValue: 4)
    }

    var id: Int64
    var text: String
    var isNumber: Bool
    var time: Int64
    var products: JSONText
    var customer: Int64?
    var email: Int64?
    var span: Int64?
    var vouched: Vouched
    var state: State
    var extras: Extras
    /// The JSON object of its other attributes.
    var attributes: JSONText

    /// The other attributes.
    func attributeObject() throws -> JSONObject { try StoredJSON.object(attributes) }
}
