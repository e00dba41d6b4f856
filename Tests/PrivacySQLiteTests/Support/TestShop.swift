import Glibc
import JSON
import Privacy
import PrivacySQLite

/// A store on a temporary folder with one shop, closed and removed at the end.
final class TestShop: Sendable {
    let folder: String
    let store: SQLiteStore
    let shop: Shop

    init(configure: (inout SQLiteStore.Configuration) -> Void = { _ in }) throws {
        folder = "/tmp/oblio-test-\(UInt64.random(in: .min ... .max))"
        var configuration = SQLiteStore.Configuration()
        configure(&configuration)
        store = try SQLiteStore(folder: folder, configuration: configuration)
        shop = try store.createShop(name: "Test", key: nil, privateKey: nil).shop
    }

    deinit {
        store.close()
        TestFolder.remove(folder)
    }

    /// Applies changes as the shop itself, or as anybody.
    @discardableResult
    func apply(_ changes: Change..., by origin: Call.Origin = .shop, at time: Int64 = 1_000)
        async throws -> ChangeOutcome
    {
        try await store.apply(changes, of: Call(origin: origin, time: time), in: shop)
    }

    /// Applies changes as the shop itself, in one call.
    func apply(changes: [Change]) async throws {
        _ = try await store.apply(changes, of: Call(origin: .shop, time: 1_000), in: shop)
    }

    func report(email: String? = nil, customer: Int? = nil, visitor: String? = nil)
        async throws -> SubjectReport
    {
        try await store.report(
            on: subject(email, customer, visitor), for: Call(origin: .shop, time: 1_000), in: shop)
    }

    @discardableResult
    func forget(
        email: String? = nil, customer: Int? = nil, visitor: String? = nil, at time: Int64 = 2_000
    ) async throws -> ErasureCounts {
        try await erase(subject(email, customer, visitor), at: time).counts
    }

    @discardableResult
    func erase(_ subject: SubjectQuery, at time: Int64 = 2_000) async throws -> Erasure {
        let call = Call(origin: .shop, time: time)
        let preview = try await store.erasurePreview(of: subject, for: call, in: shop)
        let erasure = try await store.erase(subject, for: call, in: shop)
        // Preview and erasure are made from the same plan.
        guard preview == erasure.counts else {
            throw PrivacyError(.storage, "preview and erasure differ")
        }
        return erasure
    }

    func subject(_ email: String? = nil, _ customer: Int? = nil, _ visitor: String? = nil)
        -> SubjectQuery
    {
        SubjectQuery(
            email: email.flatMap(EmailAddress.init), customer: customer.map(id),
            visitor: visitor.map(VisitorID.init))
    }
}

/// An id that came as a JSON number.
func id(_ number: Int) -> RecordID { RecordID(text: String(number), isNumber: true) }

func address(_ text: String) -> EmailAddress? { EmailAddress(text) }

extension Change {
    static func click(_ visitor: String, _ product: String, at time: Int64? = nil) -> Change {
        .activity(
            ActivityRecord(
                visitor: VisitorID(visitor), action: .click(product: product), time: time))
    }

    static func link(_ visitor: String, email: String? = nil, customer: Int? = nil) -> Change {
        .link(
            LinkRecord(
                visitor: VisitorID(visitor), customer: customer.map(id),
                email: email.flatMap(EmailAddress.init)))
    }

    static func order(
        _ number: Int, customer: Int? = nil, email: String? = nil, visitor: String? = nil,
        time: Int64? = nil, attributes: JSONObject = JSONObject()
    ) -> Change {
        .order(
            OrderRecord(
                id: id(number), products: [.number(JSONNumber(7))], time: time,
                customer: customer.map(id), email: email.flatMap(EmailAddress.init),
                visitor: visitor.map(VisitorID.init), attributes: attributes))
    }

    static func customer(
        _ number: Int?, email: String? = nil, attributes: JSONObject = JSONObject()
    ) -> Change {
        .customer(
            CustomerRecord(
                id: number.map(id), email: email.flatMap(EmailAddress.init),
                attributes: attributes))
    }
}

extension SubjectReport {
    var orderIDs: [String] { orders.map(\.id.text) }
    var clicks: [String] { activity.activities.map(\.description) }
}

extension JSONText {
    /// The names of an object's members.
    var names: [String] {
        get throws {
            guard case .object(let object) = try value() else { return [] }
            return object.members.map(\.name)
        }
    }
}
