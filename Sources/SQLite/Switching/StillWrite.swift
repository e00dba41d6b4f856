import CSQLite

/// The transactions that a connection commits to a ``StillFile`` while it is pointed at it.
///
/// SQLite takes the file for one with a journal that it keeps in memory: it hands over each changed page
/// once, with the commit, and then wants them on the disk. They are collected here until it does; then they
/// are put in the log (``StillLog``), and brought into the file while nobody reads. A transaction that
/// cannot be put in the log has not touched the file.
final class StillWrite {
    /// Runs its argument while nobody reads the file, and is told whether the file then holds all that is
    /// in the log.
    typealias Alone = (_ apply: () -> Bool) -> Void

    let file: StillFile
    private let log: StillLog
    private let alone: Alone
    private var pages: [LogEnd.Page] = []
    /// The pages that were brought into the file; nil: it may not hold all of them.
    var written: PageSet? { failure == nil ? brought : nil }
    private var brought = PageSet()
    /// After a failure nothing more is taken, for SQLite may believe that the file is what it was not.
    private var failure: Int32?

    init(file: StillFile, log: StillLog, alone: @escaping Alone) {
        self.file = file
        self.log = log
        self.alone = alone
    }

    /// Takes a page that SQLite writes, without what is left in its gap; gives SQLite's result code.
    func take(_ bytes: UnsafeRawBufferPointer, at offset: Int64) -> Int32 {
        if let failure { return failure }
        guard PageSize.isWholePage(byteCount: bytes.count, offset: offset),
            pages.first.map({ $0.bytes.count == bytes.count }) ?? true
        else { return fail(ResultCode.failedWrite.rawValue) }
        var page = unsafe [UInt8](bytes)
        switch PageWrite(page.span, at: offset) {
        case .unchanged: break
        case .scrubbed(let gap): for index in gap { page[index] = 0 }
        case .refused: return fail(ResultCode.failedWrite.rawValue)
        }
        if offset == 0 {
            for place in DatabaseHeader.formatVersions { page[place] = DatabaseHeader.withLog }
        }
        pages.append((UInt32(offset / Int64(page.count)) + 1, page))
        return SQLITE_OK
    }

    /// Brings what was taken to the disk; gives SQLite's result code.
    func finish() -> Int32 {
        if let failure { return failure }
        guard !pages.isEmpty else { return SQLITE_OK }
        defer { pages = [] }
        // Every commit counts up in the first page, which also says how large the database is.
        guard let first = pages.first(where: { $0.number == 1 }) else {
            return fail(ResultCode.failedWrite.rawValue)
        }
        let size = first.bytes.span.bigEndian32(at: Self.databaseSizeOffset)
        let reserved = file.reserve(Int64(size) * Int64(first.bytes.count))
        guard reserved == SQLITE_OK else { return fail(reserved) }
        let result = log.append(pages, databasePages: size, of: file)
        guard result == SQLITE_OK else { return fail(result) }
        alone {
            let isWhole = file.write(pages)
            // What is in the log counts, but nothing can follow on such a file.
            if !isWhole { failure = ResultCode.ioError.rawValue }
            return isWhole
        }
        for page in pages { brought.insert(page.number) }
        return SQLITE_OK
    }

    /// Empties the log; false: something may stand in it.
    func emptyLog() -> Bool { failure == nil && log.empty(of: file) }

    private func fail(_ code: Int32) -> Int32 {
        pages = []
        failure = code
        return code
    }

    private static let databaseSizeOffset = 28
}
