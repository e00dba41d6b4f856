/// Where a write-ahead log ends, and what a transaction adds to it: SQLite's own format, so that whoever
/// opens the database after a crash finds the transaction in it.
///
/// See <https://www.sqlite.org/fileformat2.html#wal_file_format>.
struct LogEnd: Sendable {
    /// A log whose checksums are of words whose lowest byte comes first.
    private static let magic: UInt32 = 0x377F_0682
    private static let formatVersion: UInt32 = 3_007_000

    /// A page and its number, counted from 1.
    typealias Page = (number: UInt32, bytes: [UInt8])

    private let pageSizeBytes: Int
    private let salts: (UInt32, UInt32)
    private var checksum = LogChecksum()
    /// How many pages stand in the log.
    private(set) var pages = 0
    /// How many transactions they are of.
    private(set) var transactions = 0

    /// The end of a log in which nothing stands, and which was begun with other salts than any before.
    init(pageSizeBytes: Int) {
        self.pageSizeBytes = pageSizeBytes
        salts = (.random(in: .min ... .max), .random(in: .min ... .max))
    }

    /// The end of another such log.
    var begunAnew: LogEnd { LogEnd(pageSizeBytes: pageSizeBytes) }

    /// How many bytes it takes.
    var sizeBytes: Int { sizeBytes(ofPages: pages) }

    /// How many bytes it takes with room for more, up to the next multiple of so many pages.
    func sizeBytes(withRoomFor multiple: Int) -> Int {
        sizeBytes(ofPages: (pages + multiple - 1) / multiple * multiple)
    }

    private func sizeBytes(ofPages pages: Int) -> Int {
        guard pages > 0 else { return 0 }
        return WriteAheadLogPages.headerBytes
            + pages * (WriteAheadLogPages.frameHeaderBytes + pageSizeBytes)
    }

    /// Where the salts stand in the log.
    static let saltsOffset = 16
    /// Where the salts stand in a page that is put at the end.
    var nextSaltsOffset: Int { sizeBytes(ofPages: pages) + 8 }

    /// The salts as they stand there: others in each log.
    var saltBytes: [UInt8] {
        var bytes: [UInt8] = []
        for salt in [salts.0, salts.1] { bytes.append(bigEndian: salt) }
        return bytes
    }

    /// What stands behind the end once a transaction has changed these pages, and moves the end there.
    ///
    /// - Parameter databasePages: How many pages the database then has.
    mutating func append(_ transaction: [Page], databasePages: UInt32) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(
            WriteAheadLogPages.headerBytes
                + transaction.count * (WriteAheadLogPages.frameHeaderBytes + pageSizeBytes))
        if pages == 0 { appendHeader(to: &bytes) }
        for (index, page) in transaction.enumerated() {
            // The last page of a transaction says that it is whole, by the size of the database.
            let isLast = index == transaction.count - 1
            var head: [UInt8] = []
            head.append(bigEndian: page.number)
            head.append(bigEndian: isLast ? databasePages : 0)
            checksum.add(head.span)
            checksum.add(page.bytes.span)
            for number in [salts.0, salts.1, checksum.first, checksum.second] {
                head.append(bigEndian: number)
            }
            bytes += head
            bytes += page.bytes
        }
        pages += transaction.count
        transactions += 1
        return bytes
    }

    private mutating func appendHeader(to bytes: inout [UInt8]) {
        for number in [
            Self.magic, Self.formatVersion, UInt32(pageSizeBytes), 0, salts.0, salts.1,
        ] { bytes.append(bigEndian: number) }
        checksum.add(bytes.span)
        bytes.append(bigEndian: checksum.first)
        bytes.append(bigEndian: checksum.second)
    }
}

/// The checksum of a write-ahead log, which goes on from each page to the next.
struct LogChecksum: Sendable {
    private(set) var first: UInt32 = 0
    private(set) var second: UInt32 = 0

    /// Goes on over bytes, a multiple of 8.
    mutating func add(_ bytes: Span<UInt8>) {
        unsafe bytes.withUnsafeBytes { bytes in
            for offset in stride(from: 0, to: bytes.count, by: 8) {
                let even = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
                let odd = unsafe bytes.loadUnaligned(fromByteOffset: offset + 4, as: UInt32.self)
                first &+= UInt32(littleEndian: even) &+ second
                second &+= UInt32(littleEndian: odd) &+ first
            }
        }
    }
}

extension [UInt8] {
    /// Appends a number as the file format has all of them.
    fileprivate mutating func append(bigEndian number: UInt32) {
        for shift in [24, 16, 8, 0] { append(UInt8(truncatingIfNeeded: number >> UInt32(shift))) }
    }
}
