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
        let visitors = try visitorTexts()
        for identifier in scope.identifiers {
            try addRecords(of: identifier, to: &report)
        }
        report.visitors = linkedVisitors(visitors)
        for span in scope.spans {
            report.baskets += try baskets(of: span, visitors)
        }
        report.orders = try OrderReporter(
            reading: reading, scope: scope, visitors: visitors
        ).orders()
        return report
    }

    /// The visitors of the subject's spans, by their numbers.
    func visitorTexts() throws -> [Int64: VisitorID] {
        var texts: [Int64: VisitorID] = [:]
        for case let visitor? in scope.spans.map(\.visitor) where texts[visitor] == nil {
            var rows = try connection.query(
                "SELECT text FROM visitor WHERE id = ?1", .integer(visitor))
            if try rows.step() { texts[visitor] = VisitorID(rows.text(0)) }
        }
        return texts
    }

    private func addRecords(of identifier: Identifier, to report: inout SubjectReport) throws {
        let table = CustomerTable(connection: connection)
        if let row = try table.row(identifier.id) {
            report.customers.append(try table.record(row, reading.people))
        }
        guard identifier.kind == .email, let email = try reading.people.email(identifier.id) else {
            return
        }
        report.emails.append(email.text)
        var rows = try connection.query(
            "SELECT list, number, since FROM subscription WHERE email = ?1",
            .integer(identifier.id))
        while try rows.step() {
            let list = RecordID(text: rows.text(0), isNumber: rows.integer(1) != 0)
            report.subscriptions.append(
                .init(
                    email: email.text, list: list.text.isEmpty ? nil : list,
                    since: rows.integer(2)))
        }
    }

    /// Each visitor once, since its first link.
    private func linkedVisitors(_ texts: [Int64: VisitorID]) -> [SubjectReport.LinkedVisitor] {
        var since: [Int64: Int64] = [:]
        var order: [Int64] = []
        for span in scope.spans {
            guard let visitor = span.visitor else { continue }
            if since[visitor] == nil { order.append(visitor) }
            since[visitor] = min(since[visitor] ?? span.since, span.since)
        }
        return order.compactMap { visitor in
            guard let text = texts[visitor], let since = since[visitor] else { return nil }
            return .init(visitor: text, since: since)
        }
    }

    private func baskets(of span: SubjectScope.Span, _ visitors: [Int64: VisitorID])
        throws -> [SubjectReport.Basket]
    {
        var found: [SubjectReport.Basket] = []
        var rows = try connection.query(
            "SELECT basket, number, products FROM basket WHERE span = ?1", .integer(span.id))
        while try rows.step() {
            let id = RecordID(text: rows.text(0), isNumber: rows.integer(1) != 0)
            found.append(
                .init(
                    basket: id.text.isEmpty ? nil : id,
                    visitor: span.visitor.flatMap { visitors[$0] },
                    products: try StoredJSON.array(rows.text(2))))
        }
        return found
    }
}
