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
        writer = JSONWriter(capacity: 512 + report.activity.activities.count * 96)
        writer.beginObject()
        writer.name("status")
        writer.string("ok")
        writer.records(of: report)
        writer.name("activity")
        writer.beginArray()
        append(report.activity)
    }

    /// All of it; nil when the history has more pages than the first.
    var whole: [UInt8]? { next == nil ? writer.bytes : nil }

    /// Hands out the text piece by piece.
    ///
    /// Throws what `piece` throws, and a `PrivacyError` when a
    /// whole report is no longer possible.
    public func write(to piece: ([UInt8]) async throws -> Void) async throws {
        var text = self
        while let next = text.next {
            try await piece(text.writer.bytes)
            text.writer.bytes.removeAll(keepingCapacity: true)
            text.append(try await next())
        }
        try await piece(text.writer.bytes)
    }

    private mutating func append(_ page: ActivityPage) {
        for activity in page.activities { writer.activity(activity) }
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
        name("since")
        integer(suppression.since)
        name("until")
        integer(suppression.until)
        endObject()
    }

    fileprivate mutating func activity(_ activity: Activity) {
        beginObject()
        name("visitor")
        string(activity.visitor.text)
        name("type")
        string(activity.action.type)
        name("description")
        string(activity.description)
        name("time")
        integer(activity.time)
        endObject()
    }

    fileprivate mutating func linkedVisitor(_ linked: SubjectReport.LinkedVisitor) {
        beginObject()
        name("visitor")
        string(linked.visitor.text)
        name("since")
        integer(linked.since)
        endObject()
    }

    fileprivate mutating func subscription(_ subscription: SubjectReport.Subscription) {
        beginObject()
        name("email")
        string(subscription.email)
        name("list_id")
        if let list = subscription.list { identifier(list) } else { null() }
        name("since")
        integer(subscription.since)
        endObject()
    }

    fileprivate mutating func basket(_ basket: SubjectReport.Basket) {
        beginObject()
        name("basket_id")
        if let id = basket.basket { identifier(id) } else { null() }
        name("visitor")
        optionalString(basket.visitor?.text)
        name("products")
        list(basket.products) { $0.value($1) }
        endObject()
    }
}
