internal import Privacy
internal import SQLite

/// Reads the files for one slice of a look, by connections that have them open.
struct LookReader {
    /// How much of a file without known pages is read at once.
    private static let chunkBytes = 256 * 1024

    private let file: ShopFile
    private let connection: Connection
    private let hasLog: Bool
    private var free: FreePages?
    private var page: [UInt8] = []

    /// - Parameters:
    ///   - connection: Reads the shop's file.
    ///   - hasLog: Whether it has the log, too; else nothing of the forgotten is in one (``ShopLook``).
    init(file: ShopFile, connection: Connection, hasLog: Bool) {
        self.file = file
        self.connection = connection
        self.hasLog = hasLog
    }

    /// Looks at a page of the shop's file; gives back where to go on.
    mutating func lookAtPage(
        _ number: UInt32, _ search: LookSearch, _ finding: inout LookFinding
    ) throws -> LookPosition {
        let free = try freePages(&finding)
        guard number <= free.pageCount else { return .log(0) }
        let offset = Int64(number - 1) * Int64(free.pageSizeBytes)
        let count = try readPage(of: .main, at: offset)
        finding.examinedBytes += Int64(count)
        guard count == free.pageSizeBytes else { return .log(0) }
        let found = PageLook(scanner: search.scanner, free: free).look(at: number, page.span)
        finding.add(found, isFree: free.pages.contains(number))
        for continuation in found.continuations {
            let overflow = OverflowLook(
                scanner: search.scanner, free: free, connection: connection)
            finding.add(try overflow.look(along: continuation, of: page.span))
        }
        return .page(number + 1)
    }

    /// Looks at frames of the log: only what was forgotten is looked for, since dead bytes of others
    /// may stand there until they come into the file.
    mutating func lookAtLog(
        _ offset: Int64, _ search: LookSearch, _ finding: inout LookFinding
    ) throws -> LookPosition {
        guard hasLog else { return .ledger(0) }
        let size = try connection.sizeBytes(of: .writeAheadLog)
        let frame = Int64(WriteAheadLogPages.frameHeaderBytes)
        let start = max(offset, Int64(WriteAheadLogPages.headerBytes)) + frame
        let length = Int(try connection.number(of: "PRAGMA page_size"))
        guard start + Int64(length) <= size else { return .ledger(0) }
        if page.count != length { page = [UInt8](repeating: 0, count: length) }
        _ = try readPage(of: .writeAheadLog, at: start)
        finding.examinedBytes += Int64(length)
        // Which page of the file it is shows before the frame; only the first is built otherwise.
        let look = PageLook(scanner: search.scanner, free: try freePages(&finding))
        finding.residues += look.lookInLog(at: 2, page.span).residue.count
        return .log(start + Int64(length))
    }

    /// Looks at a piece of the ledger, in which no name may stand.
    mutating func lookAtLedger(
        _ offset: Int64, _ search: LookSearch, _ finding: inout LookFinding
    ) throws -> LookPosition {
        guard file.position > 0 else { return .end }
        let piece = try file.readLedger { ledger in
            var piece = [UInt8](repeating: 0, count: Self.chunkBytes)
            var buffer = piece.mutableSpan
            let count = try ledger.readFile(.main, at: offset, into: &buffer)
            piece.removeLast(piece.count - count)
            return piece
        }
        let count = piece.count
        let seen = offset == 0 ? 0 : min(search.scanner.overlapBytes, count)
        finding.examinedBytes += Int64(count - seen)
        search.scanner.scan(piece.span, seen: seen) { _ in finding.strays += 1 }
        guard count == Self.chunkBytes else { return .end }
        return .ledger(offset + Int64(count - search.scanner.overlapBytes))
    }

    private mutating func readPage(of database: DatabaseFile, at offset: Int64) throws -> Int {
        let connection = connection
        var buffer = page.mutableSpan
        return try connection.readFile(database, at: offset, into: &buffer)
    }

    /// The free pages as they are in this slice: a checkpoint between two may have changed them.
    private mutating func freePages(_ finding: inout LookFinding) throws -> FreePages {
        if let free { return free }
        let found = try FreePages(of: connection)
        if !found.isWhole { finding.malformed += 1 }
        free = found
        page = [UInt8](repeating: 0, count: found.pageSizeBytes)
        return found
    }
}

extension LookFinding {
    fileprivate mutating func add(_ page: PageFinding, isFree: Bool) {
        if page.isMalformed { malformed += 1 }
        let found = max(page.residue.count, page.residueHits.count)
        residues += found
        if isFree { residuesInFreePages += found }
        for hit in page.mentions { mentions[hit.erasure, default: 0] += 1 }
    }

    fileprivate mutating func add(_ overflow: OverflowFinding) {
        if overflow.isBroken { malformed += 1 }
        if overflow.residue != nil { residues += 1 }
        for erasure in overflow.mentions { mentions[erasure, default: 0] += 1 }
    }
}
