import Foundation
import JSON
import Privacy
import SQLite
import Testing

@testable import PrivacySQLite

/// Forgets in shops that are seldom written to, by connections that they share.
struct SharedForgetTests {
    private let test: TestShop
    private let shop: Shop

    /// A shop whose file was closed as it should be.
    init() async throws {
        test = try TestShop { $0.upkeepMilliseconds = nil }
        shop = test.shop
        for number in 1...5 {
            try await test.apply(
                .customer(number, email: "person-\(number)@x.example"),
                .link("visitor-\(number)", customer: number),
                .click("visitor-\(number)", "p\(number)"))
        }
        test.store.settle()
    }

    private var folder: ShopFolder { test.files }

    /// Whether a text stands in one of the shop's files.
    private func stands(_ text: String) throws -> Bool {
        for name in try folder.files.entries() {
            let bytes = Data(try OpenFile.contents(of: folder.path(name)))
            if bytes.range(of: Data(text.utf8)) != nil { return true }
        }
        return false
    }

    private func state(_ erasure: Erasure) async throws -> ErasureReceipt.State? {
        let document = try #require(
            try await test.store.receipt(
                erasure.receipt, for: Call(origin: .shop, time: 3_000), in: shop))
        return try ReceiptDocument.receipt(in: document.bytes).state
    }

    @Test func `it opens nothing, and nothing of it is left in file and log`() async throws {
        // Stands in the log, too.
        try await test.apply(.click("visitor-1", "secret-product"))
        #expect(try stands("person-1@x.example") && stands("secret-product"))
        let erasure = try await test.erase(test.subject("person-1@x.example"))
        #expect(erasure.counts.activity == 2 && erasure.counts.visitors == 1)
        #expect(try test.isUnopened)
        let log = try Data(contentsOf: URL(fileURLWithPath: folder.database + "-wal"))
        #expect(!log.isEmpty && log.allSatisfy { $0 == 0 })
        for text in ["person-1@", "visitor-1", "secret-product"] {
            #expect(try !stands(text))
        }
        #expect(try stands("person-2@x.example"))
        #expect(try await test.report(customer: 1).isEmpty)
        #expect(try await test.report(customer: 2).clicks == ["Clicked product p2"])
        #expect(try await state(erasure) == .purged)
    }

    @Test(arguments: [true, false])
    func `a log of zeros that a kill has left is no hindrance, and what stands in one is`(
        isForgotten: Bool
    ) async throws {
        try await test.apply(.click("visitor-1", "in-the-log"))
        if isForgotten {
            try await test.erase(test.subject("person-1@x.example"))
            // Until then the shop is recovered.
            #expect(try test.store.look(at: shop.id) == 2)
            try test.store.pending.remove(shop.id)
        }
        // As the files are when the process ends now.
        let killed = test.folder + "-killed"
        defer { try? FileManager.default.removeItem(atPath: killed) }
        try FileManager.default.copyItem(atPath: test.folder, toPath: killed)
        var configuration = SQLiteStore.Configuration()
        configuration.upkeepMilliseconds = nil
        let store = try SQLiteStore(folder: killed, configuration: configuration)
        defer { store.close() }
        let report = try await store.report(
            on: test.subject("person-1@x.example"), for: Call(origin: .shop, time: 3_000), in: shop)
        #expect(report.clicks.count == (isForgotten ? 0 : 2))
        // Whoever has SQLite look through the log makes such a file.
        let files = ShopFolder(data: killed, id: shop.id).files
        #expect(files.contains(ShopFolder.databaseName + "-shm") != isForgotten)
    }

    @Test(arguments: [true, false])
    func `a purge overwrites the log, also one that is tried again`(isAgain: Bool) async throws {
        try test.using { file, _ in
            try file.writer.execute("CREATE TABLE more(a); DROP TABLE more")
            file.isPurgePending = isAgain
            #expect(isAgain ? PurgeStep(file: file).retry() : PurgeStep(file: file).run())
            #expect(!file.isPurgePending)
        }
        let log = try OpenFile.contents(of: folder.database + "-wal")
        #expect(!log.isEmpty && log.allSatisfy { $0 == 0 })
    }

    @Test func `a log that the disk does not let be overwritten is cut where it is tried again`()
        async
    {
        await #expect(processExitsWith: .success) {
            signal(SIGXFSZ, SIG_IGN)
            let test = try await SharedForgetTests()
            try test.test.using { file, _ in
                try file.writer.execute("CREATE TABLE more(a); DROP TABLE more")
                #expect(try file.writer.checkpoint(.passive).isComplete)
                var limit = rlimit()
                #expect(unsafe getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
                limit.rlim_cur = 4_096
                #expect(unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
                #expect(!PurgeStep(file: file).run() && file.isPurgePending)
                #expect(try OpenFile.contents(of: test.folder.database + "-wal").count > 4_096)
                #expect(PurgeStep(file: file).retry() && !file.isPurgePending)
                #expect(try OpenFile.contents(of: test.folder.database + "-wal").isEmpty)
            }
        }
    }

    @Test func `one after the other is done so, and others write between them`() async throws {
        for number in 1...4 {
            let erasure = try await test.erase(test.subject(nil, number))
            #expect(erasure.counts.customers == 1)
            try await test.apply(.click("visitor-5", "more-\(number)"))
            #expect(try await test.report(customer: number).isEmpty)
        }
        #expect(try test.isUnopened)
        #expect(try await test.report(customer: 5).clicks.count == 5)
        test.store.close()
        let store = try SQLiteStore(folder: test.folder, configuration: .init())
        defer { store.close() }
        #expect(try await store.verify(for: Call(origin: .shop, time: 9)) { _ in }.faults == [])
    }

    @Test func `a look at it opens nothing either, and proves it`() async throws {
        let erasure = try await test.erase(test.subject(nil, 1))
        try await test.apply(.click("visitor-2", "later"))
        #expect(try test.store.look(at: shop.id) == 2)
        #expect(try test.isUnopened)
        #expect(try await state(erasure) == .backupsPurged)
    }

    @Test func `what a look finds in the file is removed`() async throws {
        let erasure = try await test.erase(test.subject("person-1@x.example"))
        try test.using { file, _ in
            // Into the gap of the file's last page, past SQLite.
            let size = folder.files.sizeBytes(of: ShopFolder.databaseName)
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.database))
            try handle.seek(toOffset: UInt64(size) - 2_000)
            handle.write(Data("person-1@x.example".utf8))
            try handle.close()
            #expect(file.connections == 0)
        }
        #expect(try test.store.look(at: shop.id) == nil)
        #expect(try !stands("person-1@x.example"))
        #expect(try test.store.look(at: shop.id) == 2)
        #expect(try await state(erasure) == .backupsPurged)
    }

    @Test(arguments: [0, 1]) func `much is for a writer of the shop's own`(more: Int) async throws {
        // An identifier of each kind, a customer, a visitor, a click; and these.
        let clicks = ErasureBatch.sharedLimits.rows - 5 + more
        for start in stride(from: 0, to: clicks, by: 100) {
            try await test.apply(
                changes: (start..<min(start + 100, clicks)).map { .click("visitor-1", "c\($0)") })
        }
        test.store.settle()
        let erasure = try await test.erase(test.subject(nil, 1))
        #expect(erasure.counts.total == ErasureBatch.sharedLimits.rows + more)
        #expect(try test.isUnopened == (more == 0))
        #expect(try await test.report(customer: 1).isEmpty)
        #expect(try await state(erasure) == .purged)
    }

    @Test(arguments: [(2, true), (40, false)])
    func `what fills many pages is for a writer of the shop's own`(
        orders: Int, isShared: Bool
    ) async throws {
        let note = JSONValue.string(String(repeating: "n", count: 200_000))
        for number in 0..<orders {
            try await test.apply(
                .order(
                    number, customer: 1,
                    attributes: JSONObject([.init(name: "note", value: note)])))
        }
        test.store.settle()
        let erasure = try await test.erase(test.subject(nil, 1))
        #expect(erasure.counts.keptOrders == orders)
        #expect(try test.isUnopened == isShared)
        #expect(try !stands("nnnnnnnn"))
        #expect(try await state(erasure) == .purged)
    }

    @Test func `free pages that are not clean are for a writer of the shop's own`() async throws {
        let file = try Connection.writer(path: folder.database)
        try file.execute(
            "CREATE TABLE t(x); INSERT INTO t VALUES (zeroblob(20000)); DROP TABLE t")
        _ = try file.checkpoint(.truncate)
        let free = try #require(try FreePages(of: file).pages.numbers.last)
        file.close()
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.database))
        try handle.seek(toOffset: UInt64(free - 1) * 4_096 + 100)
        handle.write(Data("undone-text".utf8))
        try handle.close()
        #expect(try stands("undone-text"))
        let erasure = try await test.erase(test.subject(nil, 1))
        #expect(try !stands("undone-text"))
        #expect(try await state(erasure) == .purged)
    }

    @Test func `a shell that has the file open is told in SQLite's way`() async throws {
        let shell = try Connection(path: folder.database, access: .readWrite)
        #expect(try shell.number(of: "SELECT count(*) FROM customer") == 5)
        try shell.begin(.deferred)
        #expect(try shell.number(of: "SELECT count(*) FROM customer") == 5)
        let subject = test.subject(nil, 1)
        let call = Call(origin: .shop, time: 2_000)
        _ = try await test.store.erase(subject, for: call, in: shop)
        try shell.commit()
        #expect(try shell.number(of: "SELECT count(*) FROM customer") == 4)
        shell.close()
        #expect(try await test.report(customer: 1).isEmpty)
    }

    @Test(arguments: [true, false])
    func `a look leaves the log to a shell that has it open`(writes: Bool) async throws {
        let erasure = try await test.erase(test.subject(nil, 1))
        try await test.apply(.click("visitor-2", "in-the-log"))
        let shell = try Connection(path: folder.database, access: .readWrite)
        #expect(try shell.number(of: "SELECT count(*) FROM customer") == 4)
        if writes { try shell.execute("CREATE TABLE t(x); DROP TABLE t") }
        #expect(try test.store.look(at: shop.id) == 2)
        #expect(try await state(erasure) == .backupsPurged)
        #expect(try shell.number(of: "SELECT sum(length(block)) FROM activity") > 0)
        try shell.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        var check = try shell.query("PRAGMA integrity_check")
        #expect(try check.step() && check.text(0) == "ok")
        #expect(try await test.report(customer: 2).clicks.count == 2)
    }

    @Test func `what a shell has left in the log is not cut off`() async throws {
        try await test.erase(test.subject(nil, 1))
        try await test.apply(.click("visitor-2", "in-the-log"))
        let shell = try Connection(path: folder.database, access: .readWrite)
        shell.setCheckpointOnClose(false)
        try shell.execute("INSERT INTO item VALUES (1, 'shells', 0, NULL, '{}')")
        shell.close()
        _ = try test.store.look(at: shop.id)
        test.store.settle()
        let reader = try Connection.reader(path: folder.database)
        defer { reader.close() }
        #expect(try reader.number(of: "SELECT count(*) FROM item WHERE text = 'shells'") == 1)
    }

    @Test func `whom nobody knows is forgotten too, and two people at once are refused`()
        async throws
    {
        let erasure = try await test.erase(test.subject("stranger@x.example"))
        #expect(erasure.counts.total == 0)
        let both = SubjectQuery(email: address("person-1@x.example"), customer: id(2))
        await #expect(throws: PrivacyError.self) { try await test.erase(both) }
        #expect(try await test.report(customer: 1).clicks.count == 1)
        #expect(try await test.report(email: "stranger@x.example").suppression != nil)
    }

    @Test func `readers see somebody whole or not at all`() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<200 {
                        let report = try await test.report(customer: 1)
                        #expect(report.isEmpty || report.clicks.count == 1)
                        #expect(try await test.report(customer: 2).clicks.count == 1)
                    }
                }
            }
            group.addTask { _ = try await test.erase(test.subject(nil, 1)) }
            try await group.waitForAll()
        }
        #expect(try await test.report(customer: 1).isEmpty)
    }

    @Test
    func `what is left of a ledger that was being made goes, unless one may be in the making`()
        throws
    {
        let name = ShopFolder.newLedgerName
        try folder.files.remove(ShopFolder.ledgerName)
        try Data().write(to: URL(fileURLWithPath: folder.path(name)))
        test.store.removeLeftovers()
        #expect(folder.files.contains(name))
        try Data().write(to: URL(fileURLWithPath: folder.ledger))
        test.store.removeLeftovers()
        #expect(!folder.files.contains(name))
        try folder.files.remove(ShopFolder.ledgerName)
    }
}
