import Privacy
import SQLite
import Testing

@testable import PrivacySQLite

/// What is answered without the ledger is what the ledger would say.
struct LedgerDigestsTests {
    private let folder: ScratchFolder
    private let secrets: ShopSecrets

    init() throws {
        folder = try ScratchFolder()
        secrets = ShopSecrets(root: Array(repeating: 3, count: 32))
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `forgets, lifts, renewals, expiry and restarts leave no wrong answer`(seed: UInt64) throws
    {
        var random = SeededGenerator(seed: seed)
        var ledger = try open()
        var next: Int64 = 1
        var receipts: [ReceiptID] = []
        for time in 1...150 as ClosedRange<Int64> {
            let name = names.randomElement(using: &random) ?? names[0]
            switch Int.random(in: 0..<10, using: &random) {
            case 0...3:
                var plan = ErasurePlan()
                plan.names = Set([name, names.randomElement(using: &random) ?? name])
                plan.visitorParts = [.init(visitor: VisitorID("w"), isOfFirstLink: true)]
                let intent = ErasureIntent(id: next, plan: plan, requested: time, secrets: secrets)
                try ledger.write { _ in try ledger.insert(intent) }
                next += 1
                receipts.append(intent.receipt)
            case 4:
                let state: DigestState = Bool.random(using: &random) ? .renewed : .lifted
                try ledger.write { _ = try $0.weaken(secrets.ledger.digest(name), to: state) }
            case 5:
                guard let receipt = receipts.randomElement(using: &random) else { break }
                try ledger.write { _ = try $0.lift(receipt: receipt) }
            case 6: try expire(before: time - 40, in: ledger)
            case 7: try ledger.write { try $0.remove(next - 1) }
            case 8: try fail(next, name, at: time, in: ledger)
            default:
                ledger.close()
                ledger = try open()
            }
            try compare(ledger)
        }
        ledger.close()
    }

    @Test(arguments: [1, 3, 7, 8, 100])
    func `a ledger of more digests than the filter may hold is asked`(most: Int) throws {
        let ledger = try open()
        // The same names again and again, then others: rows are more than digests.
        for number in 1...30 {
            var plan = ErasurePlan()
            plan.names = [names[number < 20 ? number % 2 : number % 8]]
            let intent = ErasureIntent(
                id: Int64(number), plan: plan, requested: Int64(number), secrets: secrets)
            try ledger.write { _ in try ledger.insert(intent) }
        }
        let digests = LedgerDigests(of: ledger.writer, most: most)
        for name in names.prefix(8) {
            let digest = secrets.ledger.digest(name)
            let asked = try ledger.read { try ask(digest, .suppressed, $0) }
            #expect(asked != nil)
            #expect(
                try digests.forgotten(digest, upTo: .suppressed, in: ledger.writer) == asked)
        }
        #expect(digests.isUnknown(secrets.ledger.digest(names[20])) == (most >= 8))
        ledger.close()
    }

    @Test func `nobody is asked for where nobody was forgotten`() throws {
        let ledger = try open()
        let digests = LedgerDigests(of: ledger.writer)
        #expect(names.allSatisfy { digests.isUnknown(secrets.ledger.digest($0)) })
        ledger.close()
    }

    private var names: [SubjectName] {
        (0..<10).flatMap { number -> [SubjectName] in
            [.customer(id(number)), .visitor(VisitorID("v\(number)"))]
                + (address("p\(number)@x.example").map { [.email($0)] } ?? [])
        }
    }

    private func open() throws -> Ledger {
        try Ledger(path: folder.file("ledger.db"), secrets: secrets, position: 0, now: 1)
    }

    /// An intent that is rolled back.
    private func fail(
        _ id: Int64, _ name: SubjectName, at time: Int64, in ledger: Ledger
    ) throws {
        var plan = ErasurePlan()
        plan.names = [name]
        let intent = ErasureIntent(id: id, plan: plan, requested: time, secrets: secrets)
        #expect(throws: PrivacyError.self) {
            try ledger.write { _ in
                try ledger.insert(intent)
                throw PrivacyError(.storage, "the disk is full")
            }
        }
    }

    private func expire(before time: Int64, in ledger: Ledger) throws {
        try ledger.write { connection in
            try connection.run(
                "UPDATE erasure SET committed = 1, purged = 1, verified = 1, backups_purged = 1")
            _ = try connection.pruneDigests(since: time)
        }
    }

    private func compare(_ ledger: Ledger) throws {
        for name in names {
            let digest = secrets.ledger.digest(name)
            for state in [DigestState.suppressed, .renewed] {
                let asked = try ask(digest, state, ledger.writer)
                let found = try ledger.digests.forgotten(digest, upTo: state, in: ledger.writer)
                #expect(found == asked)
            }
        }
    }

    private func ask(
        _ digest: [UInt8], _ most: DigestState, _ connection: Connection
    ) throws -> Int64? {
        var rows = try connection.query(
            "SELECT max(since) FROM digest WHERE digest = ?1 AND state <= ?2",
            .blob(digest), .integer(most.rawValue))
        return try rows.step() ? rows.optionalInteger(0) : nil
    }
}
