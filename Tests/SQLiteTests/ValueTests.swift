import SQLite
import Testing

struct ValueTests {
    @Test(arguments: [0, 1, -1, 255, 65_536, Int64.min, Int64.max])
    func `an integer comes back as it was bound`(_ integer: Int64) throws {
        try withRow(of: .integer(integer)) { rows in
            #expect(rows.integer(0) == integer)
            #expect(rows.optionalInteger(0) == integer)
            #expect(rows.kind(0) == .integer)
        }
    }

    @Test(arguments: [0.5, -0.0, 1e308, .leastNonzeroMagnitude, .infinity, -.infinity])
    func `a floating-point number comes back as it was bound`(_ real: Double) throws {
        try withRow(of: .real(real)) { rows in
            #expect(rows.real(0).bitPattern == real.bitPattern)
            #expect(rows.kind(0) == .real)
        }
    }

    @Test(arguments: [
        "", "a", "fifteen bytes..", "sixteen bytes...", "Ægir 👩‍👩‍👧 café", "a\0b", "\0",
    ])
    func `a text comes back as it was bound, NUL characters included`(_ text: String) throws {
        try withRow(of: .text(text)) { rows in
            #expect(rows.text(0) == text)
            #expect(rows.optionalText(0) == text)
            #expect(rows.blob(0) == Array(text.utf8))
            #expect(rows.withBytes(0) { $0.count } == text.utf8.count)
            #expect(rows.kind(0) == .text)
        }
    }

    @Test func `a text and a blob of a megabyte come back whole`() throws {
        let text = String(repeating: "π", count: 500_000)
        try withRow(of: .text(text)) { rows in #expect(rows.text(0) == text) }
        let blob = [UInt8](repeating: 0xA5, count: 1 << 20)
        try withRow(of: .blob(blob)) { rows in #expect(rows.blob(0) == blob) }
    }

    @Test(arguments: [[], [0], [0, 1, 255]] as [[UInt8]])
    func `a blob comes back as it was bound`(_ blob: [UInt8]) throws {
        try withRow(of: .blob(blob)) { rows in
            #expect(rows.blob(0) == blob)
            #expect(rows.withBytes(0) { bytes in bytes.indices.map { bytes[$0] } } == blob)
            #expect(rows.kind(0) == .blob)
        }
    }

    @Test func `NULL is no text and no integer, and reads as empty`() throws {
        try withRow(of: .null) { rows in
            #expect(rows.isNull(0) == true)
            #expect(rows.kind(0) == .null)
            #expect(rows.optionalText(0) == nil)
            #expect(rows.optionalInteger(0) == nil)
            #expect(rows.text(0).isEmpty)
            #expect(rows.blob(0).isEmpty)
            #expect(rows.integer(0) == 0)
        }
    }

    @Test func `a value that is not NULL is not taken for it`() throws {
        for value in [0, "", .blob([]), 0.0] as [Value] {
            try withRow(of: value) { rows in #expect(rows.isNull(0) == false, "\(value)") }
        }
    }

    @Test func `an integer reads as its decimal text`() throws {
        try withRow(of: .integer(-42)) { rows in #expect(rows.text(0) == "-42") }
    }

    @Test func `a text that is not UTF-8 is repaired, and its bytes stay as they are`() throws {
        let connection = try Connection(path: ":memory:", access: .create)
        var rows = try connection.query("SELECT CAST(x'61FF62' AS TEXT)")
        #expect(try rows.step())
        #expect(rows.text(0) == "a\u{FFFD}b")
        #expect(rows.blob(0) == [0x61, 0xFF, 0x62])
    }

    @Test func `bytes that are lent out stay in place while the column is read again`() throws {
        let blob = [UInt8](repeating: 7, count: 100_000)
        try withRow(of: .blob(blob)) { rows in
            let isSame = rows.withBytes(0) { bytes in
                let text = rows.text(0)
                return text.utf8.count == bytes.count && rows.blob(0) == blob && bytes[99_999] == 7
            }
            #expect(isSame)
        }
    }

    @Test func `literals and optionals are values`() {
        #expect([nil, 1, 1.5, "a"] as [Value] == [.null, .integer(1), .real(1.5), .text("a")])
        #expect(Value.of(Int64?.none) == .null)
        #expect(Value.of(String?.none) == .null)
        #expect(Value.of(Double?.none) == .null)
        #expect(Value.of([UInt8]?.none) == .null)
        #expect(Value.of(Int64?.some(3)) == .integer(3))
        #expect(Value.of(String?.some("")) == .text(""))
        #expect(Value.of(Double?.some(2)) == .real(2))
        #expect(Value.of([UInt8]?.some([])) == .blob([]))
    }

    /// Stores the value in a table, so that it passes the file format too, and lends its row.
    private func withRow(of value: Value, _ body: (borrowing Rows) throws -> Void) throws {
        let connection = try Connection(path: ":memory:", access: .create)
        try connection.execute("CREATE TABLE t (a)")
        try connection.run("INSERT INTO t VALUES (?)", value)
        var rows = try connection.query("SELECT a FROM t")
        #expect(try rows.step())
        try body(rows)
        #expect(try !rows.step())
    }
}
