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
        /// That of the file at that path: nothing stands in it but so many zeros.
        case void(path: String, LogFile.Stamp, Zeros)
        /// All that stands in it was put there here, and is in the file at that path as well; the log is so long.
        case ours(path: String, end: LogEnd, sizeBytes: Int)
        /// A sync has failed: what stands on the disk is for SQLite to find out.
        case unknown
    }

    /// What is known of a log of zeros.
    private enum Zeros {
        /// They were read, and need not be on the disk.
        case read
        /// They are on the disk.
        case synced
        /// The next process will know that, too.
        case marked
    }

    private let state = Mutex(State.none)
    /// A log that a large transaction has made longer is cut.
    private let mostBytes: Int

    /// A log in which nothing stands.
    public convenience init() { self.init(mostBytes: Int(VoidLog.mostBytes)) }

    init(mostBytes: Int) { self.mostBytes = mostBytes }

    /// Whether something stands in it, all of which is in the file as well.
    var isOurs: Bool {
        state.withLock { if case .ours = $0 { true } else { false } }
    }

    /// Whether something is to be done before the process ends (``settle()``).
    public var isUnsettled: Bool { unsettledPath != nil }

    private var unsettledPath: String? {
        state.withLock { state in
            switch state {
            case .ours(let path, _, _): path
            case .void(let path, let stamp, let zeros)
            where stamp.sizeBytes > 0 && zeros != .marked:
                path
            case .none, .void, .unknown: nil
            }
        }
    }

    /// Whether the file at that path holds all that stands in its log: nothing does, or what was put there here.
    ///
    /// A log of zeros is gone on with.
    public func isHeld(by path: String) -> Bool {
        state.withLock { state in
            switch state {
            case .ours: return true
            case .unknown: return Self.isVoid(beside: path)
            case .void(path, let stamp, _) where LogFile.stamp(of: path + LogFile.ending) == stamp:
                return true
            case .void, .none:
                let found = VoidLog.Found(at: path + LogFile.ending)
                state = .none
                guard let found else { return false }
                if let stamp = found.stamp, stamp.sizeBytes > 0 {
                    state = .void(path: path, stamp, found.isMarked ? .marked : .read)
                }
                return true
            }
        }
    }

    /// Whether nothing stands in the log of the file at that path.
    public static func isVoid(beside path: String) -> Bool {
        VoidLog.Found(at: path + LogFile.ending) != nil
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
            case .none: (LogFile.size(of: file.path + LogFile.ending) ?? 0) == 0
            case .void(let path, let stamp, _):
                LogFile.isAsLeft(path + LogFile.ending, nil, sizeBytes: stamp.sizeBytes)
            case .ours(let path, let end, let size):
                LogFile.isAsLeft(path + LogFile.ending, end, sizeBytes: size)
            }
        }
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
            var (known, size, start): (LogEnd?, Int, LogFile.Start) = (nil, 0, .none)
            switch state {
            case .unknown: return ResultCode.ioError.rawValue
            case .none: (path, start) = (file.path, .new)
            case .void(let itsPath, let stamp, let zeros):
                (path, size, start) = (itsPath, stamp.sizeBytes, zeros == .read ? .anew : .none)
            case .ours(let itsPath, let before, let bytes):
                (path, known, size) = (itsPath, before, bytes)
            }
            // Its salts are asked of the system.
            var end = known ?? LogEnd(pageSizeBytes: pageSize)
            // A log that somebody else has cut, a shell of SQLite's, has been moved into the file.
            if LogFile.size(of: path + LogFile.ending) != size { start = .new }
            if start == .none, end.pages + pages.count > Self.mostPages {
                start = size > mostBytes ? .new : .anew
            }
            if start != .none {
                guard end.pages == 0 || file.sync() else { return Self.lose(&state) }
                if end.pages > 0 { end = end.begunAnew }
                if start == .new { size = 0 }
            }
            let before = end
            let bytes = end.append(pages, databasePages: databasePages)
            let room = end.sizeBytes(withRoomFor: Self.pagesMadeAtOnce) - end.sizeBytes
            let outcome = LogFile.write(
                bytes, room: end.sizeBytes > size ? room : 0, at: before.sizeBytes,
                of: path + LogFile.ending, start)
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
    ///
    /// - Parameter isLast: Whether the next who goes on with it may be another process, which is told by a mark.
    public func empty(of file: StillFile, isLast: Bool = false) -> Bool {
        state.withLock { state in
            switch state {
            case .none, .unknown: return (LogFile.size(of: file.path + LogFile.ending) ?? 0) == 0
            case .void(let path, let stamp, let zeros):
                let size = stamp.sizeBytes
                guard LogFile.isAsLeft(path + LogFile.ending, nil, sizeBytes: size) else {
                    return false
                }
                switch (zeros, isLast) {
                case (.marked, true), (.synced, false): return true
                case (.synced, true):
                    return overwrite(path, nil, size, &state, isLast: true, isDone: true)
                // When the power failed a mark may have stayed whose log was written to behind it.
                case (.marked, false), (.read, _):
                    return overwrite(path, nil, size, &state, isLast: isLast)
                }
            case .ours(let path, let end, let size):
                // Else somebody else has written to it, a shell of SQLite's.
                guard LogFile.isAsLeft(path + LogFile.ending, end, sizeBytes: size) else {
                    return false
                }
                guard file.sync() else {
                    state = .unknown
                    return false
                }
                return overwrite(path, end, size, &state, isLast: isLast)
            }
        }
    }

    /// Brings the file to the disk and overwrites the log, which stays beside it, and is marked.
    ///
    /// What the disk refuses, or what somebody else has open, a shell of SQLite's, is left to SQLite. Nobody may have the
    /// file open in this process.
    public func settle() {
        guard let path = unsettledPath else { return }
        if let file = StillFile(path: path) {
            let isDone = file.whileAlone(with: self) { empty(of: file, isLast: true) }
            // A shell knows where each page stands in the log, and is not told that it was overwritten.
            if isDone != true, isUsable { handOver() }
            return
        }
        if LogFile.size(of: path) == nil, errno == ENOENT {
            // A file that is gone needs no log. It is cut as well, for the name may be on the disk for longer.
            let log = path + LogFile.ending
            _ = LogFile.with(log, O_RDWR, { ftruncate($0, 0) })
            unsafe unlink(log)
        }
        handOver()
    }

    /// Overwrites a log, on the disk too, all of which is in the file on the disk; false: it is not done.
    ///
    /// A very long one is cut instead.
    ///
    /// - Parameters:
    ///   - end: Nil: it reads as zeros.
    ///   - isDone: Whether they are on the disk, so that it is only to be marked.
    private func overwrite(
        _ path: String, _ end: LogEnd?, _ size: Int, _ state: inout State, isLast: Bool,
        isDone: Bool = false
    ) -> Bool {
        let log = path + LogFile.ending
        // Somebody else has moved it into the file.
        if (LogFile.size(of: log) ?? 0) == 0 {
            state = .none
            return true
        }
        let isLong = size > mostBytes
        let isVoid = LogFile.with(log, O_RDWR) { descriptor in
            if isLong { return LogFile.isEmptied(descriptor) }
            guard isDone || LogFile.isZeroed(descriptor, size, end) else { return false }
            if size > Self.mostBytesLeft { _ = ftruncate(descriptor, off_t(Self.mostBytesLeft)) }
            if isLast { LogFile.mark(descriptor) }
            return true
        }
        // What is still in it is in the file, too.
        guard let isVoid else { return false }
        guard isVoid, let stamp = LogFile.stamp(of: log) else {
            state = .unknown
            return false
        }
        state = .void(path: path, stamp, isLast ? .marked : .synced)
        return true
    }

    /// Says that SQLite has opened the database with its log, and goes on with it.
    public func handOver() { state.withLock { $0 = .none } }

    private static let mostBytesLeft = Int(VoidLog.mostBytesLeft)
}
