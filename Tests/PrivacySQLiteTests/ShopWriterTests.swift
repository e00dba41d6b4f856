import Privacy
import Synchronization
import Testing

@testable import PrivacySQLite

struct ShopWriterTests {
    @Test func `a turn of more than small changes says first that it takes long`() async throws {
        let test = try TestShop { $0.upkeepMilliseconds = nil }
        let pending = test.store.pending
        let small = WriteJob.Work.change({ _ in [] }, isBulk: false)
        let bulk = WriteJob.Work.change({ _ in [] }, isBulk: true)
        let sweep = WriteJob.Work.sweep(ErasureSweep([], []))
        let upkeep = WriteJob.Work.upkeep { _ in }
        try await test.store.upkeep(in: test.shop.id) { file in
            let writer = ShopWriter(file: file, pending: pending, statistics: WriteStatistics())
            for (works, takesLong) in [
                ([small], false), ([small, small], false), ([bulk], true), ([sweep], true),
                ([upkeep], true), ([small, upkeep], true),
            ] {
                let queue = WriteQueue()
                let state = Mutex((saidFirst: false, done: 0))
                for work in works {
                    _ = queue.append(WriteJob(work) { _ in state.withLock { $0.done += 1 } })
                }
                #expect(!writer.drain(queue) { state.withLock { $0.saidFirst = $0.done == 0 } })
                #expect(state.withLock { $0.saidFirst == takesLong && $0.done == works.count })
            }
        }
    }
}
