import SQLite
import Testing

struct SQLiteErrorTests {
    private let connection: Connection

    init() throws {
        connection = try Connection(path: ":memory:", access: .create)
        try connection.execute(
            """
            PRAGMA foreign_keys = ON;
            CREATE TABLE people (
                id INTEGER PRIMARY KEY, email TEXT UNIQUE, name TEXT NOT NULL CHECK (name <> 'x'),
                parent INTEGER REFERENCES people);
            INSERT INTO people VALUES (1, 'anna@example.com', 'Anna', NULL);
            """)
    }

    @Test(
        arguments: [
            ([2, "anna@example.com", "secret"], .uniqueConstraint, "people.email"),
            ([2, nil, nil], .notNullConstraint, "people.name"),
            ([2, nil, "x"], .checkConstraint, "name"),
            ([2, nil, "secret", 7], .foreignKeyConstraint, "FOREIGN KEY"),
            ([1, nil, "secret"], .primaryKeyConstraint, "people.id"),
            (["secret", nil, "secret"], .mismatch, "datatype mismatch"),
        ] as [([Value], ResultCode, String)])
    func `a refused row says which constraint, and no value`(
        _ row: [Value], _ code: ResultCode, _ part: String
    ) throws {
        let error = try #require(throws: SQLiteError.self) {
            try connection.run(
                "INSERT INTO people VALUES (?, ?, ?, ?)", row[0], row[1], row[2],
                row.count > 3 ? row[3] : nil)
        }
        #expect(error.code == code)
        #expect(error.message.contains(part))
        #expect(!error.description.contains("secret"))
        #expect(!error.description.contains("anna"))
        #expect(error.description.contains("INSERT INTO people VALUES (?, ?, ?, ?)"))
        #expect(!connection.isInTransaction)
        try connection.execute("DROP TABLE people")
    }

    @Test func `a message of a function that quotes its argument is withheld`() throws {
        let error = try #require(throws: SQLiteError.self) {
            try connection.run("SELECT json_extract('{}', ?)", "anna@example.com")
        }
        #expect(error.code == .error)
        #expect(!error.description.contains("anna"))
    }

    @Test func `the extension of a code can be left out`() {
        #expect(ResultCode.uniqueConstraint.primary == .constraint)
        #expect(ResultCode.busySnapshot.primary == .busy)
        #expect(ResultCode.busy.primary == .busy)
    }

    @Test(arguments: [
        ("SELEKT 1", "SELEKT"), ("SELECT * FROM nobody", "nobody"),
        ("SELECT \"misspelt\" FROM people", "misspelt"),
        ("CREATE INDEX i ON people (\"misspelt\")", "misspelt"),
    ])
    func `wrong SQL says what is wrong`(_ sql: String, _ part: String) throws {
        let error = try #require(throws: SQLiteError.self) { try connection.execute(sql) }
        #expect(error.code == .error)
        #expect(error.message.contains(part))
    }

    @Test func `values and parameters are of one number`() throws {
        for run in [
            { try connection.run("SELECT ?, ?", 1) },
            { try connection.run("SELECT ?, ?", 1, 2, 3) },
        ] as [() throws -> Void] {
            let error = try #require(throws: SQLiteError.self) { try run() }
            #expect(error.code == .range)
            #expect(error.message.contains("2 parameters"))
        }
    }

    @Test func `a call runs one statement, not none and not two`() throws {
        let none = try #require(throws: SQLiteError.self) { try connection.run("  -- nothing") }
        #expect(none.code == .misuse)
        let two = try #require(throws: SQLiteError.self) {
            try connection.run("DELETE FROM people; SELECT 1")
        }
        #expect(two.code == .misuse)
        try connection.run(
            """
            DELETE FROM people;

            """)
        #expect(connection.changedRows == 1, "The statement refused before had not run")
    }

    @Test func `a connection only for reading refuses a write`() throws {
        let folder = try TemporaryFolder()
        try Connection(path: folder.file(), access: .create).execute("CREATE TABLE t (a)")
        let reader = try Connection(path: folder.file(), access: .readOnly)
        let error = try #require(throws: SQLiteError.self) {
            try reader.run("INSERT INTO t VALUES (1)")
        }
        #expect(error.code.primary == .readOnly)
    }
}
