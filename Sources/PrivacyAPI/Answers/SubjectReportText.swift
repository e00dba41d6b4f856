internal import JSON
public import Privacy

/// A subject's report as the contract's object.
///
/// The history comes last: it alone can be of any length, and is then written a page at a time, so
/// that a report takes the memory of one page.
public struct SubjectReportText: Sendable {
    private var writer: JSONWriter
    private var next: ActivityPage.Continuation?

    /// The text of a report.
    public init(_ report: SubjectReport) {
        writer = JSONWriter(
            capacity: 1_024 + report.orders.count * 256 + report.activity.count * 128)
        writer.beginObject()
        writer.name("status")
        writer.string("ok")
        writer.records(of: report)
        writer.name("activity")
        writer.beginArray()
        append(report.activity)
    }

    /// Whether the first page of the history was all.
    var isWhole: Bool { next == nil }

    /// Takes out all of it, when it is whole.
    mutating func take() -> [UInt8] { writer.take() }

    /// Hands out the text piece by piece.
    ///
    /// Throws what `piece` throws, and a `PrivacyError` when a
    /// whole report is no longer possible.
    public func write(to piece: ([UInt8]) async throws -> Void) async throws {
        var text = self
        while let next = text.next {
            try await piece(text.writer.bytes)
            text.writer.removeAll()
            text.append(try await next())
        }
        try await piece(text.writer.bytes)
    }

    private mutating func append(_ page: ActivityPage) {
        // What all of a visitor's begin with is written once.
        var leads = [JSONLead?](repeating: nil, count: page.visitorCount)
        page.forEach { visitor, single, type, text, time in
            let lead =
                leads[visitor] ?? JSONLead("type") { $0.pair("visitor", page.visitor(visitor)) }
            leads[visitor] = lead
            if let single {
                single.type.withUTF8Buffer { type in
                    writer.object(
                        lead, unsafe type.span, "description", words: single.words, text,
                        "time", time)
                }
            } else {
                writer.object(lead, type, "description", text, "time", time)
            }
        }
        next = page.next
        guard next == nil else { return }
        writer.endArray()
        writer.endObject()
    }
}

extension JSONWriter {
    fileprivate mutating func records(of report: SubjectReport) {
        name("orders")
        list(report.orders) { $0.identifier($1.id) }
        name("customers")
        list(report.customers) { $0.customer($1) }
        name("emails")
        list(report.emails) { $0.string($1) }
        name("visitors")
        list(report.visitors) { $0.linkedVisitor($1) }
        name("order_details")
        list(report.orders) { $0.order($1) }
        name("subscriptions")
        list(report.subscriptions) { $0.subscription($1) }
        name("baskets")
        list(report.baskets) { $0.basket($1) }
        name("suppression")
        if let suppression = report.suppression { self.suppression(suppression) } else { null() }
    }

    private mutating func suppression(_ suppression: Suppression) {
        beginObject()
        pair("since", suppression.since)
        pair("until", suppression.until)
        endObject()
    }

    fileprivate mutating func linkedVisitor(_ linked: SubjectReport.LinkedVisitor) {
        beginObject()
        pair("visitor", linked.visitor.text)
        pair("since", linked.since)
        endObject()
    }

    fileprivate mutating func subscription(_ subscription: SubjectReport.Subscription) {
        beginObject()
        pair("email", subscription.email)
        name("list_id")
        if let list = subscription.list { identifier(list) } else { null() }
        pair("since", subscription.since)
        endObject()
    }

    fileprivate mutating func basket(_ basket: SubjectReport.Basket) {
        beginObject()
        name("basket_id")
        if let id = basket.basket { identifier(id) } else { null() }
        name("visitor")
        optionalString(basket.visitor?.text)
        name("products")
        text(basket.products)
        endObject()
    }
}
