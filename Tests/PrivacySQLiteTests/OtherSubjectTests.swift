import JSON
import Privacy
import PrivacySQLite
import Testing

/// Forgetting somebody changes nothing of anybody else, whatever was said before.
struct OtherSubjectTests {
    private static let emails = (0..<4).map { "p\($0)@x.example" }
    private static let visitors = (0..<4).map { "v\($0)" }

    /// A call of random changes about few people, browsers and orders, so that they meet often.
    private func changes(_ random: inout SplitMix) -> [Change] {
        let email = Self.emails.randomElement(using: &random)
        let customer = Bool.random(using: &random) ? Int.random(in: 1...3, using: &random) : nil
        let visitor = Self.visitors[Int.random(in: 0..<4, using: &random)]
        let order = Int.random(in: 1...8, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return [.click(visitor, "1")]
        case 1: return [.link(visitor, email: email)]
        case 2: return [.customer(customer, email: email)]
        case 3:
            return [.link(visitor, email: email), .order(order, email: email, visitor: visitor)]
        case 4: return [.order(order, customer: customer, email: email)]
        default:
            return [
                .basket(
                    BasketRecord(
                        verb: .added, lines: [.init(product: id(1))],
                        visitor: VisitorID(visitor)))
            ]
        }
    }

    /// What is held about each of the names, which may be the same person's.
    private func reports(_ test: TestShop) async throws -> [String: SubjectReport] {
        var all: [String: SubjectReport] = [:]
        for email in Self.emails { all[email] = try await test.report(email: email) }
        for customer in 1...3 { all["\(customer)"] = try await test.report(customer: customer) }
        return all
    }

    @Test(arguments: 1...40)
    func `whoever shares no order with the forgotten is shown the same as before`(seed: UInt64)
        async throws
    {
        var random = SplitMix(state: seed)
        let test = try TestShop()
        for step in 0..<60 {
            let origin: Call.Origin = Bool.random(using: &random) ? .shop : .anyone
            _ = try? await test.store.apply(
                changes(&random), of: Call(origin: origin, time: Int64(1_000 + step)),
                in: test.shop)
        }
        let target = Self.emails[Int.random(in: 0..<4, using: &random)]
        let theirs = try await test.report(email: target)
        let before = try await reports(test)
        try await test.forget(email: target)
        let after = try await reports(test)
        #expect(try #require(after[target]).isEmpty)
        for (name, report) in before {
            let now = try #require(after[name])
            if "\(report)" == "\(theirs)" {
                #expect(now.isEmpty, "seed \(seed): \(name) is the same person")
            } else if Set(report.orderIDs).isDisjoint(with: theirs.orderIDs) {
                #expect("\(now)" == "\(report)", "seed \(seed): \(name) is somebody else")
            } else {
                let rest = report.orderIDs.filter { !theirs.orderIDs.contains($0) }
                #expect(now.orderIDs == rest, "seed \(seed): \(name) shares orders")
                #expect(now.clicks == report.clicks)
            }
        }
        for order in try await test.store.orders(theirs.orders.map(\.id), in: test.shop) {
            #expect(order.customer == nil && order.email == nil && order.visitor == nil)
        }
    }
}

/// A small seeded generator (SplitMix64), so that a failing seed can be run again.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
