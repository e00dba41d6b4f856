internal import JSON
internal import Privacy

/// A subject as it crosses the control socket: text alone, as a command line or a form gives it.
extension SubjectQuery {
    init(json: JSONObject) throws(AdministrationError) {
        let members = Members(json)
        self.init(
            email: try members.optionalText("email").flatMap(EmailAddress.init),
            customer: try members.optionalText("customer").map(RecordID.init(argument:)),
            visitor: try members.optionalText("visitor").map { VisitorID($0) })
        guard !isEmpty else {
            throw AdministrationError(.usage, "name an e-mail, a customer or a visitor")
        }
    }

    var json: JSONObject {
        JSONObject([
            "email": .optional(email?.text), "customer": .optional(customer?.text),
            "visitor": .optional(visitor?.text),
        ])
    }
}
