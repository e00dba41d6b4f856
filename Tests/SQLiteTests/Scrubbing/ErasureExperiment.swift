import SQLite

/// People who come, change and are forgotten at random in a real database, whose files are searched
/// for the forgotten after each round.
final class ErasureExperiment {
    struct Settings {
        var pageSizeBytes = 4096
        var scrubs = true
        var releasesMemory = true
        var mapsMemory = false
        var subjects = 1200
        var rounds = 6
        var seed: UInt64 = 1
    }

    /// The forgotten whose marker stood in the database file after a truncating checkpoint.
    private(set) var leftInFile: Set<SubjectMarker> = []
    /// The forgotten whose marker came into the log after they had been forgotten.
    private(set) var returnedToLog: Set<SubjectMarker> = []
    private(set) var forgotten: Set<SubjectMarker> = []

    let writer: Connection
    private let folder: TemporaryFolder
    private let reader: Connection
    private let settings: Settings
    private var random: SeededGenerator
    private var living: [SubjectMarker] = []
    private var total = 0

    init(_ settings: Settings) throws {
        folder = try TemporaryFolder()
        self.settings = settings
        random = SeededGenerator(seed: settings.seed)
        writer = try Connection(path: folder.file(), access: .create, scrubs: settings.scrubs)
        try writer.execute(
            """
            PRAGMA page_size = \(settings.pageSizeBytes);
            PRAGMA journal_mode = WAL;
            PRAGMA secure_delete = ON;
            PRAGMA wal_autocheckpoint = 0;
            PRAGMA mmap_size = \(settings.mapsMemory ? 1 << 30 : 0);
            CREATE TABLE people (email TEXT PRIMARY KEY, name TEXT, body BLOB) WITHOUT ROWID;
            CREATE INDEX people_by_name ON people (name);
            CREATE TABLE notes (id INTEGER PRIMARY KEY, email TEXT, body BLOB);
            CREATE INDEX notes_by_email ON notes (email);
            """)
        reader = try Connection(path: folder.file(), access: .readWrite)
        reader.setCheckpointOnClose(false)
        try reader.execute("PRAGMA wal_autocheckpoint = 0; PRAGMA query_only = ON")
    }

    func run() throws {
        for _ in 0..<settings.rounds {
            try writer.write { _ in
                for _ in 0..<(settings.subjects / settings.rounds) { try add() }
            }
            // The reader's state keeps the checkpoint from moving what is written after it.
            try reader.read { _ in
                try look()
                try writer.write { _ in
                    for subject in living.shuffled(using: &random).prefix(living.count / 3) {
                        try change(subject)
                    }
                }
                _ = try writer.checkpoint(.passive)
            }
            returnedToLog.formUnion(try markers(in: .writeAheadLog))
            try forgetSome()
        }
    }

    /// Deletes four of ten, brings the log into the file, and searches that.
    private func forgetSome() throws {
        living.shuffle(using: &random)
        let leaving = living.suffix(living.count * 4 / 10)
        living.removeLast(leaving.count)
        for batch in stride(from: leaving.startIndex, to: leaving.endIndex, by: 50) {
            try writer.write { writer in
                for subject in leaving[batch..<min(batch + 50, leaving.endIndex)] {
                    try writer.run("DELETE FROM people WHERE email = ?", .text(email(subject)))
                    try writer.run("DELETE FROM notes WHERE email = ?", .text(email(subject)))
                }
            }
        }
        guard try writer.checkpoint(.truncate).isComplete else {
            throw SQLiteError(code: .busy, message: "The checkpoint was not complete")
        }
        if settings.releasesMemory { writer.releaseMemory() }
        forgotten.formUnion(leaving)
        leftInFile.formUnion(try markers(in: .main))
    }

    private func add() throws {
        let subject = SubjectMarker(number: total)
        total += 1
        living.append(subject)
        try writer.run(
            "INSERT INTO people VALUES (?, ?, ?)", .text(email(subject)),
            .text(String(random.next(), radix: 36) + subject.text), .blob(body(of: subject)))
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            try writer.run(
                "INSERT INTO notes (email, body) VALUES (?, ?)", .text(email(subject)),
                .blob(body(of: subject)))
        }
    }

    private func change(_ subject: SubjectMarker) throws {
        try writer.run(
            "UPDATE people SET body = ? WHERE email = ?", .blob(body(of: subject)),
            .text(email(subject)))
        try writer.run(
            "UPDATE notes SET body = ? WHERE email = ?", .blob(body(of: subject)),
            .text(email(subject)))
    }

    private func look() throws {
        for subject in living.prefix(100) {
            var rows = try reader.query(
                "SELECT body FROM people WHERE email = ?", .text(email(subject)))
            _ = try rows.step()
        }
    }

    private func markers(in file: DatabaseFile) throws -> Set<SubjectMarker> {
        try SubjectMarker.found(in: file, of: writer).intersection(forgotten)
    }

    /// A key whose order has nothing to do with that of coming.
    private func email(_ subject: SubjectMarker) -> String {
        var mixed = SeededGenerator(seed: UInt64(subject.number))
        return String(mixed.next(), radix: 36) + subject.text + "@example.com"
    }

    /// Mostly short, up to 9 kB: the marker among the bytes with which b-tree pages begin.
    private func body(of subject: SubjectMarker) -> [UInt8] {
        let longest = Int.random(in: 0..<10, using: &random) == 0 ? 9000 : 300
        let size = Int.random(in: 0...longest, using: &random)
        let filler: UInt8 = [2, 5, 10, 13].randomElement(using: &random) ?? 0
        var body = Array(subject.text.utf8)
        body += Array(repeating: filler, count: Int.random(in: 0...200, using: &random))
        // By whole markers: from one cut short, and what stands behind it, another could be read.
        while body.count * 2 <= size { body += body }
        return body.count <= size ? body : []
    }
}
