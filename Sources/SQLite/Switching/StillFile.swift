import CLinux
import CSQLite
import Glibc
import Synchronization

/// A database file that nobody else changes while it is open, mapped, to be read by connections that are
/// pointed at it (``Connection/point(at:)``), several at once; and to be written to now and then by one that
/// is (``Connection/write(_:log:alone:_:)``), while nobody reads.
///
/// It is opened past SQLite, which looks through all files that it has open for each that it opens. So it
/// must outlive the connections that this process opens to the file while it is open: closing its descriptor
/// drops their locks (<https://www.sqlite.org/howtocorrupt.html>, 2.2). What stands in a log is not seen.
@safe public final class StillFile: @unchecked Sendable {
    private static let count = Atomic<Int>(0)

    /// No more than any build of SQLite maps.
    private static let mostMappedBytes = 0x7000_0000

    /// Tells it from every other that was ever opened, also of the same path.
    let number: Int
    /// Where it stands.
    let path: String
    /// Whether it may be written to.
    public let isWritable: Bool
    /// What of it was mapped when it was opened, from its beginning on: it does not become shorter.
    let mapped: UnsafeRawBufferPointer
    private let descriptor: Int32
    private let length: Atomic<Int64>

    /// How long it is.
    var sizeBytes: Int64 { length.load(ordering: .acquiring) }

    /// Opens it, or returns nil when it cannot be opened and mapped, is a link, or too short for a database.
    public init?(path: String) {
        _ = MappingGuard.installation
        guard !path.utf8.contains(0), let (descriptor, isWritable) = Self.open(path) else {
            return nil
        }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size >= PageSize.minimumBytes
        else {
            close(descriptor)
            return nil
        }
        let count = min(Int(status.st_size), Self.mostMappedBytes)
        let start = unsafe mmap(nil, count, PROT_READ, MAP_SHARED, descriptor, 0)
        guard let start = unsafe start, unsafe start != MAP_FAILED else {
            close(descriptor)
            return nil
        }
        self.path = path
        self.isWritable = isWritable
        self.descriptor = descriptor
        unsafe mapped = UnsafeRawBufferPointer(start: start, count: count)
        length = Atomic(Int64(status.st_size))
        number = Self.count.add(1, ordering: .relaxed).newValue
    }

    deinit {
        unsafe munmap(UnsafeMutableRawPointer(mutating: mapped.baseAddress), mapped.count)
        close(descriptor)
    }

    /// One that may only be read is opened to be read.
    ///
    /// A link is refused: SQLite looks for the log beside the file that it leads to.
    private static func open(_ path: String) -> (descriptor: Int32, isWritable: Bool)? {
        let flags = O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW
        let both = unsafe Glibc.open(path, O_RDWR | flags)
        if both >= 0 { return (both, true) }
        let one = unsafe Glibc.open(path, O_RDONLY | flags)
        return one >= 0 ? (one, false) : nil
    }

    /// Reads as SQLite wants it: what lies behind the end is zero, and is told.
    func read(into buffer: UnsafeMutableRawPointer, count: Int, at offset: Int64) -> Int32 {
        let whole = unsafe UnsafeMutableRawBufferPointer(start: buffer, count: count)
        if offset >= 0, unsafe offset + Int64(count) <= Int64(mapped.count) {
            let start = Int(offset)
            unsafe whole.copyMemory(from: .init(rebasing: mapped[start..<start + count]))
            return SQLITE_OK
        }
        let got = PositionedTransfer.all(of: count, at: offset) { position, offset in
            unsafe pread(
                descriptor, whole.baseAddress?.advanced(by: position), count - position, offset)
        }
        guard got < count else { return SQLITE_OK }
        guard errno == 0 else { return ResultCode.failedRead.rawValue }
        unsafe UnsafeMutableRawBufferPointer(rebasing: whole[got...]).initializeMemory(
            as: UInt8.self, repeating: 0)
        return ResultCode.shortRead.rawValue
    }

    /// Brings pages into the file, but not to the disk; false: not all of them.
    ///
    /// Nobody may read meanwhile.
    func write(_ pages: [LogEnd.Page]) -> Bool {
        for page in pages {
            let start = Int64(page.number - 1) * Int64(page.bytes.count)
            let put = PositionedTransfer.write(page.bytes.span, to: descriptor, at: start)
            guard put == page.bytes.count else { return false }
            let end = start + Int64(put)
            if end > sizeBytes { length.store(end, ordering: .releasing) }
        }
        return true
    }

    /// Has the disk keep room for so many bytes in all; gives SQLite's result code.
    func reserve(_ bytes: Int64) -> Int32 {
        let rest = bytes - sizeBytes
        guard rest > 0, fallocate(descriptor, Self.keepsSize, off_t(sizeBytes), off_t(rest)) != 0
        else { return SQLITE_OK }
        // Not every file system can.
        return errno == ENOSPC || errno == EDQUOT ? SQLITE_FULL : SQLITE_OK
    }

    /// `FALLOC_FL_KEEP_SIZE`, which Glibc's module map leaves out.
    private static let keepsSize: Int32 = 1

    /// Runs `body` while nobody has the database open who keeps to SQLite's locks; nil: somebody has, a shell
    /// of SQLite's, who must be told of changes in SQLite's own way, or has left something in the log.
    ///
    /// The lock is one of this description of the file (fcntl(2), `F_OFD_SETLK`), so that it does not
    /// depend on those of the process. See <https://www.sqlite.org/lockingv3.html>, SHARED.
    public func whileAlone<R>(with log: StillLog, _ body: () throws -> R) rethrows -> R? {
        guard setLock(F_WRLCK) else { return nil }
        defer { _ = setLock(F_UNLCK) }
        return log.isAsLeft(beside: self) ? try body() : nil
    }

    private func setLock(_ kind: Int32) -> Bool {
        var lock = flock()
        lock.l_type = Int16(kind)
        lock.l_whence = Int16(SEEK_SET)
        lock.l_start = 0x4000_0002
        lock.l_len = 510
        return unsafe fcntl(descriptor, Self.setsDescriptionsLock, &lock) == 0
    }

    /// `F_OFD_SETLK`, likewise.
    private static let setsDescriptionsLock: Int32 = 37

    /// Waits until what was written is on the disk.
    func sync() -> Bool { fdatasync(descriptor) == 0 }
}
