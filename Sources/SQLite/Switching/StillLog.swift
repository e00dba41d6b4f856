import CSQLite
import Glibc
import Synchronization

/// The write-ahead log of a ``StillFile`` that is written to now and then.
///
/// A transaction is on disk once it stands here; its pages are brought into the file itself at once as
/// well, but not to the disk. So what stands in the log is also in the file for every reader of this
/// process, and nobody needs the log but who opens the database after a crash: SQLite finds a log of its own
/// format. It is begun anew before it becomes long, after the file was brought to the disk; and it is overwritten, not
/// cut, where nothing is to stand in it any more (``VoidLog``).
///
/// It outlives the closing of the file, which therefore waits for nothing. One thread at a time writes to it.
public final class StillLog: Sendable {
    /// The most pages that stand in it: 130 kB beside each file that was written to.
    static let mostPages = 32
    /// For so many pages at a time the log is made longer, by zeros, which SQLite takes for its end: a sync that finds
    /// the file as long as it was has only data to write.
    static let pagesMadeAtOnce = 8

    private enum State {
        /// There is none, or it is SQLite's.
        case none
        /// All that stands in it was put there here, and is in the file at that path as well; the log is so long.
        case ours(path: String, end: LogEnd, sizeBytes: Int)
        /// A sync has failed: what stands on the disk is for SQLite to find out.
        case unknown
    }

    private let state = Mutex(State.none)

    /// A log in which nothing stands.
    public init() {}

    /// Whether something stands in it, all of which is in the file as well.
    public var isOurs: Bool {
        state.withLock { if case .ours = $0 { true } else { false } }
    }

    /// Whether transactions can be put in it: until a sync has failed.
    public var isUsable: Bool {
        state.withLock { if case .unknown = $0 { false } else { true } }
    }

    /// Whether nothing stands in it but what was put there here; a log that is gone or cut has been moved into the file.
    func isAsLeft(beside file: StillFile) -> Bool {
        state.withLock { state in
            switch state {
            case .unknown: false
            case .none: (Self.size(of: file.path + Self.ending) ?? 0) == 0
            case .ours(let path, let end, let size):
                Self.isAsLeft(path + Self.ending, end, sizeBytes: size)
            }
        }
    }

    private static func isAsLeft(_ path: String, _ end: LogEnd, sizeBytes: Int) -> Bool {
        let size = size(of: path) ?? 0
        if size == 0 { return true }
        guard size == sizeBytes else { return false }
        // Somebody else may have begun it anew, or gone on with it, without making it longer.
        let isOurs = with(path, O_RDONLY) { descriptor in
            func bytes(at offset: Int) -> [UInt8] {
                PositionedTransfer.read(8, from: descriptor, at: Int64(offset))
            }
            let salts = bytes(at: LogEnd.saltsOffset)
            guard end.pages > 0 else { return salts == [UInt8](repeating: 0, count: 8) }
            return salts == end.saltBytes && bytes(at: end.nextSaltsOffset) != end.saltBytes
        }
        return isOurs ?? false
    }

    /// Puts a transaction, pages of one size, at its end, and returns SQLite's result code once it is on
    /// the disk.
    ///
    /// To be called while nobody else has the file open (``StillFile/whileAlone(with:_:)``).
    func append(
        _ pages: [LogEnd.Page], databasePages: UInt32, of file: StillFile
    ) -> Int32 {
        state.withLock { state in
            let pageSize = pages[0].bytes.count
            let path: String
            var (end, size, start) = (LogEnd(pageSizeBytes: pageSize), 0, Start.none)
            switch state {
            case .unknown: return ResultCode.ioError.rawValue
            case .none: (path, start) = (file.path, .new)
            case .ours(let known, let before, let bytes): (path, end, size) = (known, before, bytes)
            }
            // A log that somebody else has cut, a shell of SQLite's, has been moved into the file.
            if Self.size(of: path + Self.ending) != size { start = .new }
            if start == .none, end.pages + pages.count > Self.mostPages {
                start = size > Self.mostBytes ? .new : .anew
            }
            if start != .none {
                guard end.pages == 0 || file.sync() else { return Self.lose(&state) }
                end = end.begunAnew
                if start == .new { size = 0 }
            }
            let before = end
            let bytes = end.append(pages, databasePages: databasePages)
            let room = end.sizeBytes(withRoomFor: Self.pagesMadeAtOnce) - end.sizeBytes
            let outcome = Self.write(
                bytes, room: end.sizeBytes > size ? room : 0, at: before.sizeBytes,
                of: path + Self.ending, start)
            switch outcome {
            case .done(let room):
                size = max(size, end.sizeBytes + room)
                state = .ours(path: path, end: end, sizeBytes: size)
                return SQLITE_OK
            case .undone(let code, let isCut):
                guard isCut else { return code }
                // Begun anew, the log has lost its beginning; the file is on the disk.
                state =
                    before.pages == 0
                    ? .none : .ours(path: path, end: before, sizeBytes: before.sizeBytes)
                return code
            case .unknown: return Self.lose(&state)
            }
        }
    }

    /// After a sync that has failed nothing tells what is on the disk, not even the next sync, which may
    /// succeed: the log stays as it is, and SQLite brings all of it into the file.
    private static func lose(_ state: inout State) -> Int32 {
        state = .unknown
        return ResultCode.ioError.rawValue
    }

    /// Brings the file to the disk and overwrites the log, on the disk too, so that nothing stands in it any more;
    /// false: something may.
    ///
    /// To be called while nobody else has the file open (``StillFile/whileAlone(with:_:)``).
    public func empty(of file: StillFile) -> Bool {
        state.withLock { state in
            let size = Self.size(of: file.path + Self.ending) ?? 0
            guard case .ours(let path, let end, let known) = state, size > 0 else {
                return size == 0
            }
            let log = path + Self.ending
            // Else somebody else has written to it, a shell of SQLite's.
            guard Self.isAsLeft(log, end, sizeBytes: known) else { return false }
            guard end.pages > 0 else { return true }
            guard file.sync() else {
                state = .unknown
                return false
            }
            let isLong = size > Self.mostBytes
            let isEmpty = Self.with(log, O_RDWR) { descriptor in
                isLong ? Self.isEmptied(descriptor) : Self.isZeroed(descriptor, size, end)
            }
            // What is still in it is in the file, too.
            guard let isEmpty else { return false }
            guard isEmpty else {
                state = .unknown
                return false
            }
            state = .ours(path: path, end: end.begunAnew, sizeBytes: isLong ? 0 : size)
            return true
        }
    }

    /// Brings the file to the disk and removes the log; what the disk refuses is left to SQLite.
    ///
    /// Nobody may have the file open.
    public func settle() {
        state.withLock { state in
            guard case .ours(let path, let end, let size) = state else { return }
            let log = path + Self.ending
            guard Self.isAsLeft(log, end, sizeBytes: size) else { return state = .none }
            let isSynced = Self.with(path, O_RDONLY, { fdatasync($0) }) == 0
            // A file that is gone needs no log.
            guard isSynced || errno == ENOENT else {
                state = .unknown
                return
            }
            // Cut as well, for the name may be on the disk for longer.
            let isGone = Self.with(log, O_RDWR, { ftruncate($0, 0) }) == 0
            guard isGone || errno == ENOENT else { return }
            unsafe unlink(log)
            state = .none
        }
    }

    /// Says that SQLite has opened the database with its log, and goes on with it.
    public func handOver() { state.withLock { $0 = .none } }

    private static let ending = "-wal"
    /// A log that a large transaction has made longer is cut.
    private static let mostBytes = Int(VoidLog.mostBytes)

    /// How a transaction comes to be the first in a log.
    private enum Start {
        /// It is not, or the log is void.
        case none
        /// The log is made, or cut: it was long, or somebody else's.
        case new
        /// The log is long enough.
        case anew
    }

    private enum Outcome {
        /// It is on the disk, with so much room behind it.
        case done(room: Int)
        /// It could not be written, for the reason in SQLite's code. The log ends where it did, its room cut off, or is
        /// untouched.
        case undone(Int32, isCut: Bool)
        case unknown
    }

    /// How long a file is; nil: it is not there.
    private static func size(of path: String) -> Int? {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? Int(status.st_size) : nil
    }

    /// Writes at the end of a log, and zeros behind it as far as the disk has room for them.
    private static func write(
        _ bytes: [UInt8], room: Int, at offset: Int, of path: String, _ start: Start
    ) -> Outcome {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return .undone(SQLITE_CANTOPEN, isCut: false) }
        defer { close(descriptor) }
        // Otherwise a loss of power could leave the beginning of the old log, whole as it is, without the
        // rest: it would be moved over a file that is newer.
        switch start {
        case .none: break
        case .new: guard isEmptied(descriptor) else { return .unknown }
        case .anew: guard isVoided(descriptor) else { return .unknown }
        }
        let all = bytes + [UInt8](repeating: 0, count: room)
        let written = PositionedTransfer.write(all.span, to: descriptor, at: Int64(offset))
        let reason = errno
        let hasRoom = written == all.count
        let end = written < bytes.count ? offset : offset + bytes.count
        guard hasRoom || ftruncate(descriptor, off_t(end)) == 0 else { return .unknown }
        guard written >= bytes.count else {
            errno = reason
            let isFull = reason == ENOSPC || reason == EDQUOT
            return .undone(isFull ? SQLITE_FULL : ResultCode.failedWrite.rawValue, isCut: true)
        }
        // The name of a file that is new has to be on the disk too.
        guard fdatasync(descriptor) == 0, start != .new || syncFolder(of: path) else {
            return .unknown
        }
        return .done(room: hasRoom ? room : 0)
    }

    /// Whether nothing of an old log is on the disk any more.
    private static func isEmptied(_ descriptor: Int32) -> Bool {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { return false }
        return status.st_size == 0 || (ftruncate(descriptor, 0) == 0 && fdatasync(descriptor) == 0)
    }

    /// Overwrites the header, without which nothing counts, on the disk too.
    private static func isVoided(_ descriptor: Int32) -> Bool {
        overwrite(descriptor, bytes: WriteAheadLogPages.headerBytes) && fdatasync(descriptor) == 0
    }

    /// Overwrites all of a log that ends there, on the disk too.
    private static func isZeroed(_ descriptor: Int32, _ size: Int, _ end: LogEnd) -> Bool {
        // A single transaction counts as a whole or not at all.
        (end.transactions == 1 || isVoided(descriptor))
            && overwrite(descriptor, bytes: size) && fdatasync(descriptor) == 0
    }

    private static func overwrite(_ descriptor: Int32, bytes: Int) -> Bool {
        let zeros = [UInt8](repeating: 0, count: bytes)
        return PositionedTransfer.write(zeros.span, to: descriptor, at: 0) == bytes
    }

    private static func syncFolder(of path: String) -> Bool {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        return with(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY) { fsync($0) } == 0
    }

    /// Opens a file for `body`; nil: it cannot be.
    private static func with<R>(_ path: String, _ flags: Int32, _ body: (Int32) -> R) -> R? {
        let descriptor = unsafe open(path, flags | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return body(descriptor)
    }
}
