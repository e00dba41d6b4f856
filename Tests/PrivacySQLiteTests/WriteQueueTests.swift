import Testing

@testable import PrivacySQLite

struct WriteQueueTests {
    @Test func `what brings in much has a turn of its own`() {
        let queue = WriteQueue()
        let jobs = [false, false, true, true, false, true].map(Self.job)
        #expect(queue.append(jobs[0]))
        for job in jobs.dropFirst() { #expect(!queue.append(job)) }
        var turns: [[Int]] = []
        repeat {
            turns.append(queue.take().compactMap { job in jobs.firstIndex { $0 === job } })
        } while queue.putBack([])
        #expect(turns == [[0, 1], [2], [3], [4], [5]])
    }

    @Test func `what found no time comes first in the next turn`() {
        let queue = WriteQueue()
        let jobs = [false, false, true].map(Self.job)
        for job in jobs { _ = queue.append(job) }
        let turn = queue.take()
        #expect(queue.putBack(turn.dropFirst()))
        let next = queue.take()
        #expect(next.count == 1 && next.first === jobs[1])
        #expect(queue.take().first === jobs[2])
        #expect(queue.isEmpty)
    }

    @Test func `what goes on for many turns holds nobody up`() {
        let queue = WriteQueue()
        let jobs = [false, true, false].map(Self.job)
        for job in jobs { _ = queue.append(job) }
        var turns: [[Int]] = []
        for _ in 0..<4 {
            let turn = queue.take()
            turns.append(turn.compactMap { job in jobs.firstIndex { $0 === job } })
            #expect(queue.putBack([], goingOn: turn.filter { $0 === jobs[0] }))
        }
        #expect(turns == [[0], [1], [2, 0], [0]])
    }

    @Test func `a turn has so many jobs at most`() {
        let queue = WriteQueue()
        for _ in 0..<WriteQueue.batchJobs + 1 { _ = queue.append(Self.job(isBulk: false)) }
        #expect(queue.take().count == WriteQueue.batchJobs)
        #expect(queue.take().count == 1)
        #expect(queue.take().isEmpty)
    }

    @Test func `a small change expects company where the last turn had several`() {
        let queue = WriteQueue()
        #expect(!queue.expectsCompany)
        for (jobs, expects) in [
            ([Self.job(isBulk: false)], false),
            ([Self.job(isBulk: false), Self.job(isBulk: false)], true),
            ([Self.upkeep(), Self.job(isBulk: false)], false),
            ([Self.job(isBulk: false), Self.upkeep(), Self.job(isBulk: false)], true),
            ([Self.job(isBulk: true)], false),
        ] {
            for job in jobs { _ = queue.append(job) }
            #expect(queue.take().count == jobs.count)
            #expect(queue.expectsCompany == expects)
            #expect(!queue.putBack([]))
        }
    }

    private static func upkeep() -> WriteJob { WriteJob(.upkeep { _ in }) { _ in } }

    private static func job(isBulk: Bool) -> WriteJob {
        WriteJob(.change({ _ in [] }, isBulk: isBulk)) { _ in }
    }
}
