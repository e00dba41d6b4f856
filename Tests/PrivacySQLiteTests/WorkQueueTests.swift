import Testing

@testable import PrivacySQLite

struct WorkQueueTests {
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

    @Test func `threads can be ended by one of them, after what is queued`() {
        let (threads, done) = (WorkThreads(count: 3), Semaphore())
        for _ in 0..<20 { threads.enqueue { done.signal() } }
        threads.enqueue {
            threads.close()
            done.signal()
        }
        for _ in 0...20 { done.wait() }
    }
}
