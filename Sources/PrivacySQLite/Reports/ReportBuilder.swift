internal import JSON
internal import Privacy
internal import SQLite

/// Puts together what is held about a subject, inside one read transaction.
struct ReportBuilder {
    let reading: ShopReading
    let scope: SubjectScope

    private var connection: Connection { reading.connection }

    /// The report without the history, which is read page by page.
    func report() throws -> SubjectReport {
        var report = SubjectReport()
        let customers = CustomerTable(connection: connection)
        report.customers = try customers.rows(of: scope.identifiers)
            .map { try customers.record($0) { scope.identifier($0) } }
        for identifier in scope.identifiers where identifier.kind == .email {
            report.emails.append(identifier.text)
            report.subscriptions += try subscriptions(of: identifier)
        }
        report.visitors = linkedVisitors()
        for span in scope.spans where span.extras.contains(.baskets) {
            report.baskets += try baskets(of: span)
        }
        report.orders = try OrderReporter(reading: reading, scope: scope).orders()
        return report
    }

    private func subscriptions(of email: Identifier) throws -> [SubjectReport.Subscription] {
        guard email.extras.contains(.subscriptions) else { return [] }
        var found: [SubjectReport.Subscription] = []
        var rows = try connection.query(
            "SELECT list, number, since FROM subscription WHERE email = ?1", .integer(email.id))
        while try rows.step() {
            let list = RecordID(text: rows.text(0), isNumber: rows.integer(1) != 0)
            found.append(
                .init(
                    email: email.text, list: list.text.isEmpty ? nil : list,
                    since: rows.integer(2)))
        }
        return found
    }

    /// Each visitor once, since its first link.
    private func linkedVisitors() -> [SubjectReport.LinkedVisitor] {
        var places: [Int64: Int] = Dictionary(minimumCapacity: scope.spans.count)
        var found: [SubjectReport.LinkedVisitor] = []
        found.reserveCapacity(scope.spans.count)
        for span in scope.spans {
            guard let visitor = span.visitor, let id = span.visitorID else { continue }
            if let place = places[visitor] {
                found[place].since = min(found[place].since, span.since)
            } else {
                places[visitor] = found.count
                found.append(.init(visitor: id, since: span.since))
            }
        }
        return found
    }

    private func baskets(of span: SubjectScope.Span) throws -> [SubjectReport.Basket] {
        var found: [SubjectReport.Basket] = []
        var rows = try connection.query(
            "SELECT basket, number, products FROM basket WHERE span = ?1", .integer(span.id))
        while try rows.step() {
            let id = RecordID(text: rows.text(0), isNumber: rows.integer(1) != 0)
            found.append(
                .init(
                    basket: id.text.isEmpty ? nil : id,
                    visitor: span.visitorID,
                    products: rows.json(2)))
        }
        return found
    }
}
