internal import JSON
internal import Privacy

extension ArgumentType where Value == RecordID {
    /// An id of an order, a product, a category, a basket or a list.
    static var identifier: Self {
        Self("a string or an integer") { argument in
            let id: RecordID
            switch argument.json {
            case .null, .bool(false): return .absent
            case .string(let text) where Nobody.isNamed(by: text): return .absent
            case .string(let text) where argument.source == .text: id = RecordID(argument: text)
            default:
                guard let known = RecordID(json: argument.json) else { return .mismatch }
                id = known
            }
            guard id.text.utf8.count <= RecordID.maximumBytes else {
                return .tooLong(maximumBytes: RecordID.maximumBytes)
            }
            return .value(id)
        }
    }

    /// A customer's id, where there are words for nobody.
    static var customer: Self {
        Self(identifier.expected) { argument in
            let reading = identifier.read(argument)
            guard case .value(let id) = reading, Nobody.isCustomer(id.text) else { return reading }
            return .absent
        }
    }

    /// A customer's id or e-mail, by which a record is asked for.
    static var customerName: Self {
        Self("an e-mail or a customer id") { argument in
            guard case .string(let text) = argument.json, text.utf8.contains(.at) else {
                return customer.read(argument)
            }
            return customer.read(
                ArgumentValue(json: .string(argument.emailText(text)), source: argument.source))
        }
    }
}

extension ArgumentType where Value == EmailAddress {
    /// An e-mail.
    static var email: Self {
        Self("an e-mail as a string") { argument in
            switch argument.json {
            case .null, .bool(false): return .absent
            case .string(let text):
                guard let email = EmailAddress(argument.emailText(text)),
                    !Nobody.isNamed(by: email.text)
                else { return .absent }
                guard email.text.utf8.count <= EmailAddress.maximumBytes else {
                    return .tooLong(maximumBytes: EmailAddress.maximumBytes)
                }
                return .value(email)
            default: return .mismatch
            }
        }
    }
}

extension ArgumentType where Value == VisitorID {
    /// A visitor's id, always text.
    static var visitor: Self {
        Self("a string or an integer") { argument in
            let text: String
            switch argument.json {
            case .null, .bool(false): return .absent
            case .string(let given): text = given
            case .number(let number) where number.isInteger: text = number.text
            default: return .mismatch
            }
            guard !Nobody.isNamed(by: text) else { return .absent }
            guard text.utf8.count <= VisitorID.maximumBytes else {
                return .tooLong(maximumBytes: VisitorID.maximumBytes)
            }
            return .value(VisitorID(text))
        }
    }
}
