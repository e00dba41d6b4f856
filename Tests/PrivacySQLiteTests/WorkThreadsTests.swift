import Synchronization
import Testing

@testable import PrivacySQLite

/// Threads of which few are called as long as work is soon done.
///
/// Every wait ends, also that of the work itself, so that a thread that is missing is a failure.
struct WorkThreadsTests {
    private static func isSignalled(_ semaphore: Semaphore) -> Bool {
        semaphore.wait(milliseconds: 30_000)
    }

    private static func isSignalled(_ semaphore: Semaphore, times: Int) -> Bool {
        (0..<times).allSatisfy { _ in isSignalled(semaphore) }
    }

    @Test(arguments: [nil, 1])
    func `threads can be ended by one of them, after what is queued`(prompt: Int?) {
        let (threads, done) = (WorkThreads(named: "test", count: 3, prompt: prompt), Semaphore())
        for _ in 0..<20 { threads.enqueue { done.signal() } }
        threads.enqueue {
            threads.close()
            done.signal()
        }
        #expect(Self.isSignalled(done, times: 21))
    }

    @Test func `work that blocks is no hindrance for what comes after it`() {
        let (threads, goesOn, done) = (
            WorkThreads(named: "test", count: 4, prompt: 1), Semaphore(), Semaphore()
        )
        defer { threads.close() }
        // Each waits for the next, so all four threads have to be at work at once.
        let steps = (0..<4).map { _ in Semaphore() }
        for (index, step) in steps.enumerated() {
            threads.enqueue {
                guard Self.isSignalled(index < 3 ? steps[index + 1] : goesOn) else { return }
                step.signal()
                done.signal()
            }
        }
        goesOn.signal()
        #expect(Self.isSignalled(done, times: steps.count))
    }

    @Test func `another thread helps only when the first is at one turn for long`() {
        let (threads, goesOn, done) = (
            WorkThreads(named: "test", count: 2, prompt: 1), Semaphore(), Semaphore()
        )
        defer { threads.close() }
        let isBusy = Semaphore()
        let waited = Mutex(Duration.zero)
        let start = ContinuousClock.now
        threads.enqueue {
            isBusy.signal()
            _ = Self.isSignalled(goesOn)
        }
        #expect(Self.isSignalled(isBusy))
        threads.enqueue {
            waited.withLock { $0 = start.duration(to: .now) }
            done.signal()
        }
        #expect(Self.isSignalled(done))
        goesOn.signal()
        #expect(waited.withLock(\.self) >= WorkThreads.patience)
    }

    @Test(arguments: [true, false], [true, false])
    func `another thread is called where a turn says that it takes long, and not otherwise`(
        isSaid: Bool, isQueuedBefore: Bool
    ) {
        // Else nobody would be called for as long as the test takes.
        let threads = WorkThreads(named: "test", count: 2, prompt: 1, patience: .seconds(3_600))
        defer { threads.close() }
        let (isBusy, isQueued, goesOn, done) = (Semaphore(), Semaphore(), Semaphore(), Semaphore())
        if !isQueuedBefore { isQueued.signal() }
        threads.enqueueTurns { takesLong in
            if isQueuedBefore { isBusy.signal() }
            _ = Self.isSignalled(isQueued)
            if isSaid { takesLong() }
            if !isQueuedBefore { isBusy.signal() }
            _ = Self.isSignalled(goesOn)
            return false
        }
        #expect(Self.isSignalled(isBusy))
        threads.enqueue { done.signal() }
        isQueued.signal()
        if isSaid {
            #expect(Self.isSignalled(done))
        } else {
            #expect(!done.wait(milliseconds: 20))
        }
        goesOn.signal()
        if !isSaid { #expect(Self.isSignalled(done)) }
    }

    @Test(arguments: [1, 3])
    func `turns follow behind what waits, and all are done before the end`(count: Int) {
        let threads = WorkThreads(named: "test", count: count, prompt: 1)
        let (isReady, goesOn) = (Semaphore(), Semaphore())
        threads.enqueue {
            isReady.signal()
            _ = Self.isSignalled(goesOn)
        }
        #expect(Self.isSignalled(isReady))
        let order = Mutex<[String]>([])
        threads.enqueueTurns { _ in
            order.withLock { order in
                order.append("turn")
                return order.count(where: { $0 == "turn" }) < 100
            }
        }
        threads.enqueue { order.withLock { $0.append("other") } }
        goesOn.signal()
        threads.close()
        let seen = order.withLock(\.self)
        #expect(seen.count == 101)
        // Of several threads one may fall behind.
        if count == 1 { #expect(seen.prefix(3) == ["turn", "other", "turn"]) }
    }

    @Test func `what is queued just before the end is done`() {
        for _ in 0..<2_000 {
            let threads = WorkThreads(named: "test", count: 1)
            let done = Atomic(0)
            threads.enqueue { done.add(1, ordering: .relaxed) }
            threads.enqueue { done.add(1, ordering: .relaxed) }
            threads.close()
            #expect(done.load(ordering: .relaxed) == 2)
        }
    }
}
