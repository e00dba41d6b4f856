import Foundation
import Privacy
import SQLite
import Testing

@testable import PrivacySQLite

struct SnapshotCopyTests {
    private let folder: ScratchFolder
    private let shop: ShopID
    private let backups: BackupFolder
    private let privacy: Connection
    private let ledger: Connection

    init() throws {
        folder = try ScratchFolder()
        shop = .random()
        backups = BackupFolder(data: folder.path, shop: shop)
        try backups.make()
        privacy = try Connection.writer(path: folder.file("privacy.db"))
        try privacy.execute(
            """
            CREATE TABLE erasure_position (id INTEGER PRIMARY KEY, last INTEGER);
            INSERT INTO erasure_position VALUES (1, 0);
            CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, body BLOB);
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2000)
            INSERT INTO person SELECT i, 'person-' || i || ';', randomblob(2000) FROM n;
            """)
        ledger = try Connection.writer(path: folder.file("ledger.db"))
        try ledger.execute("CREATE TABLE audit (sequence INTEGER PRIMARY KEY, hash BLOB)")
    }

    @Test func `a shop that is written to between the steps is copied`() throws {
        let copy = copy()
        var steps = 0
        while try !copy.step(for: .zero) {
            steps += 1
            try forget(steps)
            if steps.isMultiple(of: 3) {
                #expect(try privacy.checkpoint(.truncate).isComplete)
                privacy.releaseMemory()
            }
        }
        #expect(steps > 20)
        let contents = try copy.finish()
        // The forgets that are carried out in the one file are known to the other.
        #expect(contents.position > 10 && contents.position <= contents.chain.sequence)
        #expect(contents.chain.sequence == Int64(steps))
        #expect(contents.chain.hash == hash(steps))
        let path = try #require(contents.paths[.privacy])
        let bytes = try Data(contentsOf: URL(filePath: path))
        for person in 1...Int(contents.position) {
            #expect(bytes.range(of: Data("person-\(person);".utf8)) == nil)
        }
        #expect(bytes.range(of: Data("person-1999;".utf8)) != nil)
        let opened = try Connection(path: path, access: .readWrite)
        #expect(try opened.pragma("integrity_check") == "ok")
        #expect(try opened.erasurePosition() == contents.position)
    }

    @Test func `a copy is two files of the owner, and leaves none`() throws {
        let copy = copy()
        while try !copy.step() {}
        _ = try copy.finish()
        let names = ["ledger.db", "privacy.db"].map { "\(copy.name.text).\($0)" }
        #expect(try folder.entries("backups/\(shop.text)") == names)
        for name in names { #expect(try folder.mode("backups/\(shop.text)/\(name)") == 0o600) }
        copy.remove()
        #expect(try folder.entries("backups/\(shop.text)").isEmpty)
    }

    @Test func `a copy that is given up leaves nothing, and the writer free`() throws {
        let copy = copy()
        #expect(try !copy.step(for: .zero))
        #expect(copy.progress.done > 0 && copy.progress.total > 4_000_000)
        copy.giveUp()
        copy.remove()
        #expect(try folder.entries("backups/\(shop.text)").isEmpty)
        try forget(1)
        privacy.close()
    }

    /// Given up amid the shop's file, amid the ledger, and once both are whole.
    @Test(arguments: [1, 2, 3])
    func `what was copied is overwritten, however far the copy had come`(moment: Int) throws {
        let copy = copy()
        let path = backups.temporaryPath(for: copy.name, "privacy.db")
        // Of more than one step.
        try ledger.execute("INSERT INTO audit VALUES (0, zeroblob(200000))")
        let ledgerPath = backups.temporaryPath(for: copy.name, "ledger.db")
        var isWhole = false
        switch moment {
        case 1: for _ in 0..<20 { isWhole = try copy.step(for: .zero) }
        case 2:
            while !FileManager.default.fileExists(atPath: ledgerPath), !isWhole {
                isWhole = try copy.step(for: .zero)
            }
        default: while !isWhole { isWhole = try copy.step() }
        }
        #expect(isWhole == (moment == 3))
        // What its connection still holds comes into the file when it is closed.
        let witness = FileWitness(path)
        copy.giveUp()
        let held = try witness.bytes
        #expect(held.count > 10_000)
        copy.remove()
        #expect(try folder.entries("backups/\(shop.text)").isEmpty)
        let left = try witness.bytes
        #expect(left.count == held.count && left.allSatisfy { $0 == 0 })
        try forget(1)
        privacy.close()
    }

    @Test func `a step ends in time`() throws {
        let copy = copy()
        var longest = Duration.zero
        var isWhole = false
        while !isWhole {
            let start = ContinuousClock.now
            isWhole = try copy.step()
            longest = max(longest, ContinuousClock.now - start)
        }
        // What a machine under load adds is more than what it is about.
        #expect(longest < .milliseconds(200))
        copy.remove()
    }

    @Test func `what was rolled back to a savepoint is not in the copy`() throws {
        try privacy.run("DELETE FROM person WHERE id > 1000")
        let copy = copy()
        var steps = 0
        while try !copy.step(for: .zero) {
            steps += 1
            guard steps % 5 == 1 else { continue }
            try privacy.begin(.immediate)
            try privacy.savepoint()
            try privacy.execute(
                """
                WITH RECURSIVE n (i) AS (SELECT 2000 UNION ALL SELECT i + 1 FROM n LIMIT 500)
                INSERT INTO person SELECT i, 'undone-' || i || ';', randomblob(3000) FROM n;
                """)
            try privacy.rollbackToSavepoint()
            try privacy.release()
            try privacy.run("UPDATE person SET name = name || '.' WHERE id = 7")
            try privacy.commit()
        }
        let path = try #require(try copy.finish().paths[.privacy])
        let bytes = try Data(contentsOf: URL(filePath: path))
        #expect(bytes.range(of: Data("undone-".utf8)) == nil)
        #expect(bytes.range(of: Data("person-1000;".utf8)) != nil)
    }

    @Test func `a copy is packed and unpacked`() throws {
        let seal = Seal(secret: [1])
        let copy = copy()
        while try !copy.step() {}
        try SnapshotWriter(folder: backups, seal: seal)
            .write(copy.finish(), as: copy.name, for: .backup)
        copy.remove()
        let path = folder.file("unpacked.db")
        let manifest = try SnapshotReader(path: backups.path(of: copy.name))
            .unpack(to: [.privacy: path], sealedWith: seal)
        #expect(manifest.shop == shop && manifest.created == 5_000)
        var rows = try Connection(path: path, access: .readWrite).query(
            "SELECT count(*) FROM person")
        #expect(try rows.step())
        #expect(rows.integer(0) == 2000)
    }

    private func copy() -> SnapshotCopy {
        SnapshotCopy(of: shop, privacy: privacy, ledger: ledger, in: backups, created: 5_000)
    }

    /// Forgets one person in the ledger, then in the file.
    private func forget(_ person: Int) throws {
        try ledger.run(
            "INSERT INTO audit VALUES (?, ?)", .integer(Int64(person)), .blob(hash(person)))
        try privacy.write { privacy in
            try privacy.run("DELETE FROM person WHERE id = ?", .integer(Int64(person)))
            try privacy.run("UPDATE erasure_position SET last = ?", .integer(Int64(person)))
        }
    }

    private func hash(_ number: Int) -> [UInt8] {
        [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 32)
    }
}
