import Testing

@testable import HTTPServer

struct BodyBudgetTests {
    private static let free = BodyBudget.uncountedBytes

    @Test func `bodies grow up to the limit together, and one more byte is too much`() {
        var budget = BodyBudget(limitBytes: 100)
        var first = 0
        var second = 0
        #expect(budget.count(Self.free + 60, insteadOf: &first))
        #expect(budget.count(Self.free + 40, insteadOf: &second))
        #expect(!budget.count(Self.free + 41, insteadOf: &second))
    }

    @Test func `a small body is taken when nothing more is free`() {
        var budget = BodyBudget(limitBytes: 100)
        var large = 0
        var small = 0
        #expect(!budget.count(Self.free + 101, insteadOf: &large))
        #expect(budget.count(Self.free, insteadOf: &small))
    }

    @Test func `what does not grow is kept, and what is gone makes room`() {
        var budget = BodyBudget(limitBytes: 100)
        var first = 0
        var second = 0
        #expect(budget.count(Self.free + 100, insteadOf: &first))
        #expect(!budget.count(Self.free + 1, insteadOf: &second))
        #expect(budget.count(Self.free + 100, insteadOf: &first))
        budget.release(&second)
        #expect(!budget.count(Self.free + 1, insteadOf: &second))
        budget.release(&second)
        #expect(budget.count(0, insteadOf: &first))
        #expect(budget.count(Self.free + 100, insteadOf: &second))
    }
}
