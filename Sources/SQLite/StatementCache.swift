/// The statements of one connection, each prepared when it is first needed.
///
/// The key is the address of the SQL in the program: only what stands in the source is cached, so
/// the cache is bounded by the program and needs no limit. It is a table of its own instead of a
/// dictionary, for an address needs no hashing that withstands an attacker: a report looks up a dozen
/// statements, at 30 instructions each instead of 400.
struct StatementCache: ~Copyable {
    private static let leastSlots = 64

    /// How many statements are kept.
    private(set) var count = 0
    /// Open addressing: a statement stands in the first slot that was free from its address's on.
    ///
    /// There is always a free one, and the number of slots is a power of two.
    private var slots: [(key: UInt, statement: Statement)?] = Self.slots(leastSlots)

    /// A statement at rest for `sql`.
    ///
    /// While the one that is kept is in use, another is prepared, which ends with its ``Rows``.
    mutating func statement(
        for sql: StaticString, in connection: Connection
    ) throws(SQLiteError) -> Statement {
        let key = UInt(bitPattern: unsafe sql.utf8Start)
        let slot = slot(of: key)
        let kept = slots[slot]?.statement
        if let kept, !kept.isInUse { return kept }
        let text = unsafe UnsafeBufferPointer(
            start: sql.utf8Start, count: sql.utf8CodeUnitCount)
        let statement = try Statement(
            unsafe text.span, sql: sql, isPersistent: kept == nil, in: connection)
        if kept == nil { insert(statement, key, at: slot) }
        return statement
    }

    /// Finalizes the statements, save one still in use, which ends with its ``Rows``.
    mutating func removeAll() {
        slots = Self.slots(Self.leastSlots)
        count = 0
    }

    private mutating func insert(_ statement: Statement, _ key: UInt, at slot: Int) {
        slots[slot] = (key, statement)
        count += 1
        guard count > slots.count / 2 else { return }
        let all = slots
        slots = Self.slots(2 * all.count)
        for case let (key, statement)? in all { slots[self.slot(of: key)] = (key, statement) }
    }

    /// Where the key stands, or would.
    private func slot(of key: UInt) -> Int {
        let mask = slots.count - 1
        // Multiplied by 2^64 over the golden ratio, whose upper bits depend on all of the address.
        var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask
        while let taken = slots[slot], taken.key != key { slot = (slot + 1) & mask }
        return slot
    }

    private static func slots(_ count: Int) -> [(key: UInt, statement: Statement)?] {
        Array(repeating: nil, count: count)
    }
}
