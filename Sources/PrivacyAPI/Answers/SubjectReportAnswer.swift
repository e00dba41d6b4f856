internal import HTTPServer
internal import JSON
internal import Privacy

/// A subject's report as the contract's object.
///
/// The history comes last: it alone can be of any length, and is then streamed, a page at a time,
/// so that an answer takes the memory of one page.
struct SubjectReportAnswer: Sendable {
    private let report: SubjectReport

    /// The answer with this report.
    init(_ report: SubjectReport) { self.report = report }

    /// The whole object at once, or a stream when the history has more than one page.
    var response: Response {
        var writer = JSONWriter(capacity: 512 + report.activity.activities.count * 96)
        writer.beginObject()
        writer.name("status")
        writer.string("ok")
        writeRecords(to: &writer)
        writer.name("activity")
        writer.beginArray()
        for activity in report.activity.activities { writer.activity(activity) }
        guard let next = report.activity.next else {
            Self.close(&writer)
            return .json(writer.bytes)
        }
        return .json(streaming: Self.stream(after: writer, next))
    }

    private static func stream(
        after written: JSONWriter, _ first: @escaping ActivityPage.Continuation
    ) -> @Sendable (ResponseWriter) async throws -> Void {
        { body in
            var writer = written
            var next: ActivityPage.Continuation? = first
            while let page = try await next?() {
                try await body.write(writer.bytes)
                writer.bytes.removeAll(keepingCapacity: true)
                for activity in page.activities { writer.activity(activity) }
                next = page.next
            }
            close(&writer)
            try await body.write(writer.bytes)
        }
    }

    private static func close(_ writer: inout JSONWriter) {
        writer.endArray()
        writer.endObject()
    }

    private func writeRecords(to writer: inout JSONWriter) {
        writer.name("orders")
        writer.list(report.orders) { $0.identifier($1.id) }
        writer.name("customers")
        writer.list(report.customers) { $0.customer($1) }
        writer.name("emails")
        writer.list(report.emails) { $0.string($1) }
        writer.name("visitors")
        writer.list(report.visitors) { $0.linkedVisitor($1) }
        writer.name("order_details")
        writer.list(report.orders) { $0.order($1) }
        writer.name("subscriptions")
        writer.list(report.subscriptions) { $0.subscription($1) }
        writer.name("baskets")
        writer.list(report.baskets) { $0.basket($1) }
        writer.name("suppression")
        writer.null()
    }
}

extension JSONWriter {
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
