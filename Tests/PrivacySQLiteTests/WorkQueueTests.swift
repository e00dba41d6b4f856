import Testing

@testable import PrivacySQLite

struct WorkQueueTests {
    @Test func `the first is looked at and stays`() {
        var queue = WorkQueue<Int>()
        #expect(queue.first == nil)
        for number in 0..<100 { queue.append(number) }
        for number in 0..<100 {
            #expect(queue.first == number)
            #expect(queue.count == 100 - number)
            #expect(queue.popFirst() == number)
        }
        #expect(queue.first == nil)
    }

    @Test func `what comes first goes first`() {
        var queue = WorkQueue<Int>()
        for number in 0..<500 { queue.append(number) }
        for number in 0..<500 { #expect(queue.popFirst() == number) }
        #expect(queue.popFirst() == nil)
    }

    @Test func `a queue that is never empty does not grow`() {
        var queue = WorkQueue<Int>()
        for number in 0..<5 { queue.append(number) }
        for number in 5..<10_000 {
            queue.append(number)
            #expect(queue.popFirst() == number - 5)
        }
        #expect(queue.places < 200)
    }
}
