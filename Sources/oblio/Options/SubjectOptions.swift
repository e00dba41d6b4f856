internal import Administration
internal import ArgumentParser
internal import Privacy

/// Whom it is about.
struct SubjectOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The person of this e-mail.", valueName: "e-mail"))
    var email: String?

    @Option(help: ArgumentHelp("The person of this customer id.", valueName: "id"))
    var customer: String?

    @Option(help: ArgumentHelp("A visitor id.", valueName: "id"))
    var visitor: String?

    /// Whether anything was given.
    var isGiven: Bool { email != nil || customer != nil || visitor != nil }

    /// The subject; refuses when nobody is named.
    func subject() throws(AdministrationError) -> SubjectQuery {
        let subject = SubjectQuery(
            email: email.flatMap(EmailAddress.init).flatMap {
                Nobody.isNamed(by: $0.text) ? nil : $0
            },
            customer: customer.flatMap {
                Nobody.isCustomer($0) ? nil : RecordID(argument: $0)
            },
            visitor: visitor.flatMap { Nobody.isNamed(by: $0) ? nil : VisitorID($0) })
        guard visitor != VisitorID.automatic else {
            throw AdministrationError(
                .usage, "--visitor auto names nobody: \"auto\" asks a log call for a new visitor")
        }
        guard !subject.isEmpty else {
            throw AdministrationError(
                .usage, "name somebody: --email E, --customer C or --visitor V")
        }
        return subject
    }
}
