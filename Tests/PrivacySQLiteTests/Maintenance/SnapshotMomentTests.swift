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

    @Test func `a ledger that is newer than its snapshot's file is carried out`() async throws {
        let key = [UInt8](repeating: 7, count: 32)
        let registry = try keep(
            try await test.store.backUpRegistry(key: key, keep: nil, for: call))
        let path = try keep(try await snapshotWithNewerLedger(forgetting: 4))
        test.store.close()
        TestFolder.remove(test.folder)
        _ = try SQLiteStore.restoreRegistry(from: registry, key: key, to: test.folder)
        let store = try SQLiteStore(folder: test.folder, configuration: .init())
        defer { store.close() }
        let restored = try await store.restore(from: path, for: call) { _ in }
        #expect(restored.replayed == 1)
        let report = try await store.report(on: test.subject(nil, 4), for: call, in: test.shop)
        #expect(report.isEmpty)
        #expect(try await store.verify(for: call) { _ in }.faults == [])
    }

    /// A snapshot between the copies of whose two files somebody was forgotten.
    private func snapshotWithNewerLedger(forgetting customer: Int) async throws -> String {
        let store = test.store
        try await test.forget(customer: 30)
        let folder = BackupFolder(data: test.folder, shop: test.shop.id)
        try folder.make()
        let use = try store.files.acquireBlocking(test.shop.id)
        defer { store.files.release(use) }
        let copy = SnapshotCopy(
            of: test.shop.id, privacy: try use.file.writer, ledger: try use.file.ledger().writer,
            in: folder, created: call.time)
        let ledgerCopy = folder.temporaryPath(
            for: copy.name, SnapshotManifest.FileName.ledger.rawValue)
        while !FileManager.default.fileExists(atPath: ledgerCopy) {
            #expect(try await !store.upkeep(in: test.shop.id) { _ in try copy.step(for: .zero) })
        }
        try await test.forget(customer: customer)
        while try await !store.upkeep(in: test.shop.id, { _ in try copy.step() }) {}
        let contents = try copy.finish()
        #expect(contents.position == 1)
        let writer = SnapshotWriter(folder: folder, seal: secrets.seal)
        _ = try writer.write(contents, as: copy.name, for: .backup)
        copy.remove()
        return folder.path(of: copy.name)
    }

    private func state(of erasure: Erasure) async throws -> ErasureReceipt.State? {
        let document = try #require(
            try await test.store.receipt(erasure.receipt, for: call, in: test.shop))
        return try ReceiptDocument.receipt(in: document.bytes).state
    }

    /// A copy of a file outside of the data folder.
    private func keep(_ path: String) throws -> String {
        let copy = "/tmp/oblio-kept-\(UInt64.random(in: .min ... .max))"
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        return copy
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
