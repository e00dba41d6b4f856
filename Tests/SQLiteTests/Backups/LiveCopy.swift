import SQLite
import Testing

/// A backup from a connection that goes on writing, rolling back, checkpointing and dropping its
/// cache between the steps.
final class LiveCopy {
    /// What is done between two steps.
    enum Disturbance: CaseIterable {
        case none
        case add
        case change
        case delete
        case checkpoint
        case checkpointAndRelease
        case rollback
        case rollbackToSavepoint
        case rollbackAfterSavepoint
    }

    let source: Connection
    let target: Connection
    /// Those who may stand nowhere in the copy: deleted, or rolled back.
    private(set) var gone: Set<SubjectMarker> = []
    /// How often the backup began again.
    private(set) var restarts = 0
    private let folder: TemporaryFolder
    private var random: SeededGenerator
    private var living: [SubjectMarker] = []
    private var total = 0

    init(seed: UInt64, subjects: Int = 600) throws {
        folder = try TemporaryFolder()
        random = SeededGenerator(seed: seed)
        source = try Connection(path: folder.file("source.db"), access: .create, scrubs: true)
        // With a small cache pages of a transaction come into the log before its end.
        try source.execute(
            """
            PRAGMA journal_mode = WAL;
            PRAGMA wal_autocheckpoint = 0;
            PRAGMA cache_size = 40;
            CREATE TABLE people (email TEXT PRIMARY KEY, body BLOB) WITHOUT ROWID;
            CREATE TABLE notes (id INTEGER PRIMARY KEY, email TEXT, body BLOB);
            CREATE INDEX notes_by_email ON notes (email);
            """)
        target = try Connection(path: folder.file("copy.db"), access: .create, scrubs: true)
        try target.execute("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF")
        try target.execute("PRAGMA cache_size = 30")
        try source.write { _ in for _ in 0..<subjects { try add() } }
        // Some ghosts from before, in the file, the log and the cache.
        try disturb(.delete)
        _ = try source.checkpoint(.truncate)
        try disturb(.delete)
    }

    /// Copies all; `disturb` is called after each of the first steps.
    func run(
        pagesPerStep: Int32, disturbances: Int = 15, _ disturb: (LiveCopy) throws -> Void
    ) throws {
        var backup = try Backup(from: source, to: target)
        var left = disturbances
        while try !backup.step(pages: pagesPerStep) {
            let copied = backup.progress.totalPages - backup.progress.remainingPages
            if left > 0 { try disturb(self) }
            left -= 1
            if try backup.step(pages: 1) { break }
            if backup.progress.totalPages - backup.progress.remainingPages <= copied {
                restarts += 1
            }
        }
        try backup.finish()
    }

    func disturbAtRandom() throws {
        try disturb(Disturbance.allCases.randomElement(using: &random) ?? .none)
    }

    func disturb(_ kind: Disturbance) throws {
        switch kind {
        case .none: break
        case .add: try source.write { _ in for _ in 0..<60 { try add() } }
        case .change: try source.write { _ in try change(40) }
        case .delete: try delete()
        case .checkpoint: #expect(try source.checkpoint(.truncate).isComplete)
        case .checkpointAndRelease:
            #expect(try source.checkpoint(.truncate).isComplete)
            source.releaseMemory()
        case .rollback: try undone { _ in source.rollback() }
        case .rollbackToSavepoint:
            try undone { _ in
                try source.rollbackToSavepoint()
                try source.release()
                try change(5)
                try source.commit()
            }
        case .rollbackAfterSavepoint:
            try undone { _ in
                try source.rollbackToSavepoint()
                source.rollback()
            }
        }
    }

    /// As much and as little as a transaction that fails at its first statement's end.
    func rollBackOneRow() throws {
        try source.begin(.immediate)
        try source.run("INSERT INTO notes (email, body) VALUES ('', '')")
        source.rollback()
    }

    /// All rows of a database, in one text for each table.
    func rows(_ connection: Connection) throws -> [String] {
        var rows = try connection.query(
            "SELECT email || ' ' || hex(body) FROM people ORDER BY email")
        var texts: [String] = []
        while try rows.step() { texts.append(rows.text(0)) }
        var notes = try connection.query(
            "SELECT id || ' ' || email || ' ' || hex(body) FROM notes ORDER BY id")
        while try notes.step() { texts.append(notes.text(0)) }
        return texts
    }

    /// Those whose bytes stand in a database's file.
    func markers(_ connection: Connection) throws -> Set<SubjectMarker> {
        try SubjectMarker.found(in: .main, of: connection)
    }

    /// Adds and changes enough to fill the cache several times, then has it undone.
    private func undone(_ undo: (LiveCopy) throws -> Void) throws {
        let before = living
        try source.begin(.immediate)
        try source.savepoint()
        for _ in 0..<100 { try add() }
        try change(50)
        let added = living[before.count...]
        living = before
        try undo(self)
        gone.formUnion(added)
    }

    private func delete() throws {
        living.shuffle(using: &random)
        let leaving = living.suffix(living.count / 10)
        living.removeLast(leaving.count)
        try source.write { source in
            for subject in leaving {
                try source.run("DELETE FROM people WHERE email = ?", .text(email(subject)))
                try source.run("DELETE FROM notes WHERE email = ?", .text(email(subject)))
            }
        }
        gone.formUnion(leaving)
    }

    private func add() throws {
        let subject = SubjectMarker(number: total)
        total += 1
        living.append(subject)
        try source.run(
            "INSERT INTO people VALUES (?, ?)", .text(email(subject)), .blob(body(of: subject)))
        try source.run(
            "INSERT INTO notes (email, body) VALUES (?, ?)", .text(email(subject)),
            .blob(body(of: subject)))
    }

    private func change(_ count: Int) throws {
        for subject in living.shuffled(using: &random).prefix(count) {
            try source.run(
                "UPDATE people SET body = ? WHERE email = ?", .blob(body(of: subject)),
                .text(email(subject)))
        }
    }

    /// A key whose order has nothing to do with that of coming.
    private func email(_ subject: SubjectMarker) -> String {
        var mixed = SeededGenerator(seed: UInt64(subject.number))
        return String(mixed.next(), radix: 36) + subject.text + "@example.com"
    }

    private func body(of subject: SubjectMarker) -> [UInt8] {
        let longest = Int.random(in: 0..<20, using: &random) == 0 ? 9000 : 400
        let count = Int.random(in: 0...longest, using: &random) / subject.text.utf8.count
        return Array(repeatElement(Array(subject.text.utf8), count: count).joined())
    }
}
