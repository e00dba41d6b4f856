internal import SQLite

/// Several activities of one span in one row, oldest first.
///
/// The row has the time and position of the oldest. Each activity is written as
///
///     seconds since the one before, kind, [bytes of the type, type,] bytes of the item, item
///
/// where numbers are unsigned LEB128 and only an imported kind, 0, has a type. The first has 0 seconds;
/// what came in the same second as the one before is numbered on from it, what came later from 0.
struct ActivityBlock {
    /// How long a block may become by what is added to it: several rows fit a page, and few need an overflow page
    /// (<https://www.sqlite.org/fileformat2.html#cell_payload_overflow_pages>).
    static let mostBytes = 480

    /// One activity, whose texts stand in the bytes that it was read from.
    struct Entry {
        let time: Int64
        let position: Int64
        /// A number of ``ActivityRow``.
        let kind: UInt8
        /// Empty but for an imported one.
        let type: Range<Int>
        let item: Range<Int>
        /// Where it begins, with its seconds.
        let start: Int
        /// Where its kind stands.
        let body: Int
    }

    /// The place of the oldest.
    let time: Int64
    let position: Int64
    private(set) var bytes: [UInt8]

    /// What a row holds.
    init(bytes: [UInt8], time: Int64, position: Int64) {
        (self.bytes, self.time, self.position) = (bytes, time, position)
    }

    /// The block of a row of `time, position, block`.
    init(_ rows: borrowing Rows) {
        var bytes: [UInt8] = []
        // What is added to it has room mostly.
        bytes.reserveCapacity(Self.mostBytes)
        rows.append(2, to: &bytes)
        self.init(bytes: bytes, time: rows.integer(0), position: rows.integer(1))
    }

    /// A block of one activity, which is ``ActivityRow``'s body.
    init(_ body: [UInt8], time: Int64, position: Int64 = 0) {
        self.init(bytes: [0] + body, time: time, position: position)
    }

    /// The first that fits; nil: none does.
    func first(where fits: (Entry) -> Bool) throws -> Entry? {
        var cursor = ActivityCursor(bytes.indices, time: time, position: position)
        while let entry = try cursor.next(in: bytes.span) {
            if fits(entry) { return entry }
        }
        return nil
    }

    /// How many activities it holds; where it is damaged, how many can be read, and at least one.
    ///
    /// Damage must not keep anybody from being forgotten.
    var count: Int {
        var cursor = ActivityCursor(bytes.indices, time: time, position: position)
        var count = 0
        while let _ = try? cursor.next(in: bytes.span) { count += 1 }
        return max(count, 1)
    }

    /// Adds an activity that is not older than the oldest, after those of the same second.
    ///
    /// Gives back what no longer fits, as a block of its own: half of it, or the new one where it is the
    /// newest of the last row, so that what grows at its end leaves full blocks behind. These then stay as they are.
    mutating func insert(
        _ body: [UInt8], at time: Int64, isLast: Bool
    ) throws -> (rest: ActivityBlock?, isChanged: Bool) {
        var (before, position) = (self.time, self.position)
        let next = try first { entry in
            if entry.time <= time { (before, position) = (entry.time, entry.position) }
            return entry.time > time
        }
        if isLast, next == nil, bytes.count + body.count >= Self.mostBytes {
            let place = before == time ? position + 1 : 0
            return (ActivityBlock(body, time: time, position: place), false)
        }
        let rest = next.map { bytes[$0.body...] } ?? []
        if let next { bytes.removeSubrange(next.start...) }
        bytes.append(number: UInt64(bitPattern: time &- before))
        bytes += body
        if let next {
            bytes.append(number: UInt64(bitPattern: next.time &- time))
            bytes += rest
        }
        guard bytes.count > Self.mostBytes else { return (nil, true) }
        let middle = try middle()
        return (try splitOff { $0.start == middle }, true)
    }

    /// Where the last activity begins that does in the first half, or else the second activity; 0: there is one.
    private func middle() throws -> Int {
        var middle = 0
        _ = try first { entry in
            if middle == 0 || entry.start <= bytes.count / 2 { middle = entry.start }
            return false
        }
        return middle
    }

    /// Takes away what stands from the first that fits on, unless that is all of it.
    mutating func splitOff(from fits: (Entry) -> Bool) throws -> ActivityBlock? {
        guard let entry = try first(where: fits), entry.start > 0 else { return nil }
        defer { bytes.removeSubrange(entry.start...) }
        return ActivityBlock(
            Array(bytes[entry.body...]), time: entry.time, position: entry.position)
    }
}

extension [UInt8] {
    /// Adds an unsigned number, seven bits a byte, lowest first.
    mutating func append(number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }

    /// Adds a text and, before it, how many bytes it has.
    mutating func append(counted text: some Collection<UInt8>) {
        append(number: UInt64(text.count))
        append(contentsOf: text)
    }
}
