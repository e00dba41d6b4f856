import Foundation
import Privacy
import Synchronization
import Testing

@testable import PrivacySQLite

/// Forgets that come while a snapshot is being made.
struct SnapshotMomentTests {
    private let test: TestShop
    private let secrets: ShopSecrets
    private let call = Call(origin: .shop, time: 2_500)

    init() async throws {
        test = try TestShop { $0.upkeepMilliseconds = 5 }
        secrets = try test.store.registry.shop(test.shop.id).secrets
        for number in 1...30 {
            try await test.apply(
                .customer(number, email: "person-\(number)@shop.example"),
                .order(number, customer: number))
        }
    }

    @Test func `a snapshot that is being packed holds who is forgotten meanwhile`() async throws {
        let pause = Pause()
        async let backup = test.store.backUp(test.shop, keep: nil, for: call) { progress in
            guard progress.step == "packing the snapshot" else { return }
            pause.hold()
        }
        while !pause.isHeld { try await Task.sleep(for: .milliseconds(1)) }
        let erasure = try await test.erase(test.subject(nil, 7), at: Int64(time(nil)))
        while try await [.committed, .purged].contains(state(of: erasure)) {
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(try await state(of: erasure) == .verified)
        pause.end()
        _ = try await backup
        #expect(try await state(of: erasure) == .verified)
        let summary = try await test.store.purge(backups: true, for: call) { _ in }
        #expect(summary.rewrittenSnapshots == 1)
        #expect(try await state(of: erasure) == .backupsPurged)
    }

    private func state(of erasure: Erasure) async throws -> ErasureReceipt.State? {
        let document = try #require(
            try await test.store.receipt(erasure.receipt, for: call, in: test.shop))
        return try ReceiptDocument.receipt(in: document.bytes).state
    }
}

/// Holds the thread for long work until a test goes on.
private final class Pause: Sendable {
    private let held = Atomic<Bool>(false)
    private let ended = Atomic<Bool>(false)

    var isHeld: Bool { held.load(ordering: .acquiring) }

    func hold() {
        held.store(true, ordering: .releasing)
        while !ended.load(ordering: .acquiring) { usleep(1_000) }
    }

    func end() { ended.store(true, ordering: .releasing) }
}
