internal import Privacy

/// Something by which a subject can be named.
enum SubjectName: Hashable, Sendable {
    case email(EmailAddress)
    case customer(RecordID)
    case visitor(VisitorID)

    /// What it is, as the ledger stores and shows it.
    enum Kind: Int64, CaseIterable {
        case email = 1
        case customer = 2
        case visitor = 3
        /// What a visitor that stays, for others are linked to it, held of nobody.
        case nobodys = 4
        /// The same where nobody is linked to the visitor yet: what the first who was linked to it
        /// got of that.
        case beforeLinks = 5
        /// An order that was the subject's and is kept.
        case order = 6

        /// The word for people.
        var text: String {
            switch self {
            case .email: "email"
            case .customer: "customer"
            case .visitor, .nobodys, .beforeLinks: "visitor"
            case .order: "order"
            }
        }
    }

    /// What it is.
    var kind: Kind {
        switch self {
        case .email: .email
        case .customer: .customer
        case .visitor: .visitor
        }
    }

    /// The text as it came.
    var text: String {
        switch self {
        case .email(let email): email.text
        case .customer(let customer): customer.text
        case .visitor(let visitor): visitor.text
        }
    }
}

extension Identifier {
    /// The identifier without its number.
    var name: SubjectName? {
        switch kind {
        case .email: email.map(SubjectName.email)
        case .customer: customer.map(SubjectName.customer)
        }
    }
}

extension SubjectQuery {
    /// What the query names.
    var names: [SubjectName] {
        [email.map(SubjectName.email), customer.map(SubjectName.customer)]
            .compactMap(\.self) + (visitor.map { [.visitor($0)] } ?? [])
    }
}
