import Glibc
import Privacy
import SQLite
import Testing

@testable import PrivacySQLite

/// Shops that are seldom written to, by connections that they share.
struct SharedWriterTests {
    private let test: TestShop
    private let shop: Shop

    /// A shop with a file that was closed as it should be.
    init() async throws {
        test = try TestShop { $0.upkeepMilliseconds = nil }
        shop = test.shop
        try await test.apply(.customer(1, email: "a@x.example"), .link("v", customer: 1))
        test.store.settle()
    }

    private var folder: ShopFolder { test.files }

    private func clicks() async throws -> Int {
        try await test.report(customer: 1).clicks.count
    }

    @Test func `a few changes need no connection, many get one`() async throws {
        var highest = 0
        for turn in 1...70 {
            try await test.apply(.click("v", "\(turn)"), at: Int64(turn))
            #expect(try await clicks() == turn)
            let connections = try test.using { file, _ in file.connections }
            if turn <= 64 { #expect(connections == 0) }
            highest = max(highest, connections)
        }
        #expect(highest > 0)
        test.store.settle()
        #expect(try await clicks() == 70)
    }

    @Test func `what brings in much gets a connection at once`() async throws {
        let changes = (0..<BulkMode.leastChanges).map { Change.click("v", "\($0)") }
        try await test.apply(changes: changes)
        #expect(try test.using { file, _ in file.connections } > 0)
        #expect(try await clicks() == changes.count)
    }

    @Test func `the log stays with the file, until the store is settled`() async throws {
        try await test.apply(.click("v", "1"))
        let log = ShopFolder.databaseName + "-wal"
        #expect(folder.files.sizeBytes(of: log) > 0)
        // Closed for another, and opened again.
        try test.using { _, entry in entry }.closeIfIdle()
        #expect(folder.files.sizeBytes(of: log) > 0)
        #expect(try await clicks() == 1)
        try await test.apply(.click("v", "2"))
        #expect(try test.using { file, _ in file.connections } == 0)
        test.store.settle()
        #expect(StillLog.isVoid(beside: folder.database))
        #expect(try await clicks() == 2)
    }

    @Test func `one of many that fails takes nobody along, and leaves the shop as it was`()
        async throws
    {
        struct Failure: Error {}
        try await withThrowingTaskGroup(of: Void.self) { group in
            for turn in 0..<40 {
                group.addTask {
                    do {
                        _ = try await test.store.write(shop, at: 5) { writing in
                            let span = try writing.visitors.currentSpan(
                                of: VisitorID("v"), time: 5)
                            try Activities(connection: writing.connection).add(
                                ActivityRow.body(of: .click(product: "x")), to: span, at: 5)
                            if turn % 4 == 0 { throw Failure() }
                        }
                        #expect(turn % 4 != 0)
                    } catch {
                        #expect(turn % 4 == 0)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await clicks() == 30)
        test.store.settle()
        #expect(try await clicks() == 30)
    }

    @Test func `a forget leaves nothing of it in the log`() async throws {
        try await test.apply(
            .customer(2, email: "gone-soon@x.example"), .link("gone-visitor", customer: 2))
        #expect(try bytes(ShopFolder.databaseName + "-wal").contains("gone-soon@x.example"))
        try await test.forget(customer: 2)
        for name in try folder.files.entries() {
            let text = try bytes(name)
            #expect(!text.contains("gone-soon@") && !text.contains("gone-visitor"))
        }
        try await test.apply(.click("v", "1"))
        #expect(try await clicks() == 1)
    }

    private func bytes(_ name: String) throws -> String {
        String(decoding: try OpenFile.contents(of: folder.path(name)), as: UTF8.self)
    }

    @Test func `a restored shop is not what the log of the other says`() async throws {
        let call = Call(origin: .shop, time: 5)
        let snapshot = try await test.store.backUp(shop, keep: nil, for: call) { _ in }
        test.store.settle()
        try await test.apply(.click("v", "after"))
        #expect(try test.using { _, entry in entry.logs.areUnsettled })
        _ = try await test.store.restore(from: snapshot.path, for: call) { _ in }
        #expect(try await clicks() == 0)
        #expect(try await test.store.verify(for: call) { _ in }.faults == [])
    }

    @Test func `a shop whose file was lost can be restored, whatever its log says`() async throws {
        let call = Call(origin: .shop, time: 5)
        let snapshot = try await test.store.backUp(shop, keep: nil, for: call) { _ in }
        test.store.settle()
        try await test.apply(.click("v", "after"))
        try test.using { _, entry in entry }.closeIfIdle()
        try folder.files.remove(ShopFolder.databaseName)
        _ = try await test.store.restore(from: snapshot.path, for: call) { _ in }
        #expect(try await clicks() == 0)
        try await test.apply(.click("v", "anew"))
        #expect(try await test.store.verify(for: call) { _ in }.faults == [])
        #expect(try await clicks() == 1)
    }

    @Test func `a file that is a link has its log beside what it leads to`() async throws {
        let elsewhere = test.folder + "/moved.db"
        let isMoved =
            unsafe rename(folder.database, elsewhere) == 0
            && rename(folder.database + "-wal", elsewhere + "-wal") == 0
            && symlink(elsewhere, folder.database) == 0
        #expect(isMoved)
        for turn in 1...3 { try await test.apply(.click("v", "\(turn)")) }
        #expect(try test.using { file, _ in file.connections } > 0)
        #expect(!folder.files.contains(ShopFolder.databaseName + "-wal"))
        #expect(try await clicks() == 3)
    }

    @Test func `a shell that reads meanwhile does no harm`() async throws {
        try await test.apply(.click("v", "1"))
        let shell = try Connection(path: folder.database, access: .readWrite)
        #expect(try Activities(connection: shell).count() == 1)
        for turn in 2...6 { try await test.apply(.click("v", "\(turn)")) }
        #expect(try test.using { file, _ in file.connections } > 0)
        #expect(try Activities(connection: shell).count() == 6)
        test.store.settle()
        shell.close()
        for turn in 7...9 { try await test.apply(.click("v", "\(turn)")) }
        #expect(try await clicks() == 9)
        let call = Call(origin: .shop, time: 5)
        #expect(try await test.store.verify(for: call) { _ in }.faults == [])
    }

    // Ledgers

    private func entries() throws -> Int64 {
        try test.using { file, _ in
            try file.ledger().read { try $0.number(of: "SELECT count(*) FROM audit") }
        }
    }

    private func flush() throws {
        try test.using { file, entry in AuditFlush(counter: entry.audit).run(file) }
    }

    @Test func `a counted read is written down without a connection`() async throws {
        for turn in 1...3 {
            _ = try await clicks()
            try flush()
            #expect(try test.isUnopened)
            #expect(try test.using { _, entry in entry.audit.isEmpty })
            #expect(folder.files.sizeBytes(of: ShopFolder.ledgerName + "-wal") > 0, "\(turn)")
        }
        #expect(try entries() == 3)
        // Its own connections have it now, and the chain goes on.
        _ = try await clicks()
        try flush()
        #expect(try entries() == 4)
        test.store.settle()
        #expect(StillLog.isVoid(beside: folder.ledger))
        _ = try await clicks()
        try flush()
        #expect(try test.using { file, _ in !file.hasOpenLedger })
        #expect(try entries() == 5)
        let call = Call(origin: .shop, time: 9)
        #expect(try await test.store.verify(for: call) { _ in }.faults == [])
    }

    @Test func `a ledger that is lost is missed, also by who only writes down a read`() async throws
    {
        try await test.forget(customer: 1)
        test.store.settle()
        try folder.files.remove(ShopFolder.ledgerName)
        _ = try await test.report(customer: 7)
        try flush()
        let actions = try test.using { file, _ in
            try file.ledger().read { connection in
                try connection.auditEntries(after: 0, limit: 10).map(\.action)
            }
        }
        #expect(actions.first == AuditEvent.Action.ledgerLost.rawValue && actions.count == 2)
    }

    @Test(arguments: [false, true])
    func `a new ledger does not go on with the log of a lost one`(wasOpened: Bool) async throws {
        _ = try await clicks()
        try flush()
        if wasOpened { _ = try entries() }
        try test.using { _, entry in entry }.closeIfIdle()
        if wasOpened {
            try folder.files.remove("ledger.db-wal")
            try OpenFile.write([1, 2, 3], to: folder.path("ledger.db-wal"))
        }
        try folder.files.remove(ShopFolder.ledgerName)
        _ = try await clicks()
        try flush()
        #expect(try entries() == 1)
        let call = Call(origin: .shop, time: 9)
        #expect(try await test.store.verify(for: call) { _ in }.faults == [])
    }

    @Test func `a ledger that is written as it is has the tables that SQLite makes`() throws {
        let path = folder.path("made.db")
        let made = try Connection.writer(path: path)
        try Migrations.apply(
            LedgerSchema.migrations, applicationID: LedgerSchema.applicationID, to: made)
        try NewLedger.makeIfMissing(in: folder)
        let written = try Connection.writer(path: folder.ledger)
        #expect(try written.pragma("journal_mode") == "wal")
        #expect(try written.pragma("integrity_check") == "ok")
        for connection in [made, written] { _ = try connection.checkpoint(.truncate) }
        #expect(try tables(made) == tables(written))
        for connection in [made, written] { connection.close() }
        let file = try #require(StillFile(path: path))
        let other = try #require(StillFile(path: folder.ledger))
        #expect(try #require(SchemaPages(of: file)).areThose(of: other))
    }

    private func tables(_ connection: Connection) throws -> [String] {
        var rows = try connection.query("SELECT name, rootpage, sql FROM sqlite_schema ORDER BY 1")
        var tables: [String] = []
        while try rows.step() {
            tables.append("\(rows.text(0)) \(rows.integer(1)) \(rows.optionalText(2) ?? "")")
        }
        return tables
    }
}
