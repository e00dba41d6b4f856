import CSQLite
import Glibc

/// What is done to the file of a write-ahead log that no connection has open.
enum LogFile {
    /// What SQLite puts behind the name of a database for its log.
    static let ending = "-wal"

    /// How a transaction comes to be the first in a log.
    enum Start {
        /// It is not, or the log is void, on the disk too.
        case none
        /// The log is made, or cut: it was long, or somebody else's.
        case new
        /// The log is long enough.
        case anew
    }

    enum Outcome {
        /// It is on the disk, with so much room behind it.
        case done(room: Int)
        /// It could not be written, for the reason in SQLite's code. The log ends where it did, its room cut off, or is
        /// untouched.
        case undone(Int32, isCut: Bool)
        case unknown
    }

    /// How long a file is and when it was last written to: it is as it was if both are.
    struct Stamp: Equatable, Sendable {
        let sizeBytes: Int
        private let seconds: Int
        private let nanoseconds: Int

        init(_ status: stat) {
            sizeBytes = Int(status.st_size)
            (seconds, nanoseconds) = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
        }
    }

    /// What the system says of a file; nil: it is not there.
    static func stamp(of path: String) -> Stamp? {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? Stamp(status) : nil
    }

    /// How long a file is; nil: it is not there.
    static func size(of path: String) -> Int? { stamp(of: path)?.sizeBytes }

    /// Whether a log is so long, or cut by who has moved it into the file, and has those salts at its beginning, and behind
    /// its end no more of them.
    ///
    /// - Parameter end: Nil: it is void.
    static func isAsLeft(_ path: String, _ end: LogEnd?, sizeBytes: Int) -> Bool {
        let size = size(of: path) ?? 0
        if size == 0 { return true }
        guard size == sizeBytes else { return false }
        // Somebody else may have begun it anew, or gone on with it, without making it longer.
        let isOurs = with(path, O_RDONLY) { descriptor in
            func bytes(at offset: Int) -> [UInt8] {
                PositionedTransfer.read(8, from: descriptor, at: Int64(offset))
            }
            let salts = bytes(at: LogEnd.saltsOffset)
            guard let end else { return salts == [UInt8](repeating: 0, count: 8) }
            return salts == end.saltBytes && bytes(at: end.nextSaltsOffset) != end.saltBytes
        }
        return isOurs ?? false
    }

    /// Writes at the end of a log, and zeros behind it as far as the disk has room for them.
    static func write(
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
    static func isEmptied(_ descriptor: Int32) -> Bool {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { return false }
        return status.st_size == 0 || (ftruncate(descriptor, 0) == 0 && fdatasync(descriptor) == 0)
    }

    /// Overwrites the header, without which nothing counts, on the disk too.
    private static func isVoided(_ descriptor: Int32) -> Bool {
        overwrite(descriptor, bytes: WriteAheadLogPages.headerBytes) && fdatasync(descriptor) == 0
    }

    /// Overwrites all of a log that ends there, on the disk too.
    ///
    /// - Parameter end: Nil: what was overwritten in it is not known.
    static func isZeroed(_ descriptor: Int32, _ size: Int, _ end: LogEnd?) -> Bool {
        // A single transaction counts as a whole or not at all.
        (end?.transactions == 1 || isVoided(descriptor))
            && overwrite(descriptor, bytes: size) && fdatasync(descriptor) == 0
    }

    /// Says of a log that was overwritten that this is on the disk.
    static func mark(_ descriptor: Int32) {
        let mark = VoidLog.mark
        _ = PositionedTransfer.write(mark.span, to: descriptor, at: 0)
    }

    private static func overwrite(_ descriptor: Int32, bytes: Int) -> Bool {
        let zeros = [UInt8](repeating: 0, count: min(bytes, mostBytesOfAWrite))
        return stride(from: 0, to: bytes, by: mostBytesOfAWrite).allSatisfy { offset in
            let count = min(mostBytesOfAWrite, bytes - offset)
            let piece = zeros.span.extracting(..<count)
            return PositionedTransfer.write(piece, to: descriptor, at: Int64(offset)) == count
        }
    }

    /// A log of shops' shared writers is mostly shorter.
    private static let mostBytesOfAWrite = 256 << 10

    private static func syncFolder(of path: String) -> Bool {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        return with(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY) { fsync($0) } == 0
    }

    /// Opens a file for `body`; nil: it cannot be.
    static func with<R>(_ path: String, _ flags: Int32, _ body: (Int32) -> R) -> R? {
        let descriptor = unsafe open(path, flags | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return body(descriptor)
    }
}
