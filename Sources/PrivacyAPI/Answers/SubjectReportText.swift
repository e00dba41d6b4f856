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
        var leads = ActivityLeads(of: page)
        let text = page.text.span
        for entry in page.entries {
            let lead = leads.lead(of: entry)
            let description = text.extracting(entry.text)
            if entry.single == nil {
                let type = text.extracting(entry.type)
                writer.object(
                    lead, of: leads.all, type, "description", description, entry.place.time)
            } else {
                writer.object(lead, of: leads.all, description, entry.place.time)
            }
        }
        next = page.next
        guard next == nil else { return }
        writer.endArray()
        writer.endObject()
    }
}

/// What a page's activities begin with, written once for all that a visitor did of one kind.
private struct ActivityLeads {
    private static let kinds = ActivityAction.Single.allCases.count + 1

    private(set) var all = JSONLeads(before: "time")
    private let page: ActivityPage
    private var known: [JSONLeads.Lead?]

    init(of page: ActivityPage) {
        self.page = page
        known = Array(repeating: nil, count: page.visitorCount * Self.kinds)
    }

    /// Of what was done to one thing, up to the words that its id follows; else up to a type.
    mutating func lead(of entry: ActivityPage.Entry) -> JSONLeads.Lead {
        let place = entry.visitor * Self.kinds + (entry.single?.rawValue ?? Self.kinds - 1)
        if let lead = known[place] { return lead }
        let lead = add(page.visitor(entry.visitor), entry.single)
        known[place] = lead
        return lead
    }

    private mutating func add(
        _ visitor: String, _ single: ActivityAction.Single?
    ) -> JSONLeads.Lead {
        guard let single else { return all.add("type") { $0.pair("visitor", visitor) } }
        return all.add("description", words: single.words) { writer in
            writer.pair("visitor", visitor)
            single.type.withUTF8Buffer { writer.pair("type", unsafe $0.span) }
        }
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
