internal import Glibc

/// A file whose name is about to go, held open so that what it holds can be overwritten then.
///
/// Of a file that is only deleted the blocks are free, and hold what they held until others need them: whoever reads
/// the device finds people there who are forgotten later (`Docs/decisions/0024-what-is-removed-is-overwritten.md`).
///
/// It must be no file that SQLite has open (``OpenFile``).
final class RemovedFile: Sendable {
    /// Written at once, and brought to the disk before what follows, so that nobody else's sync waits for more.
    static let pieceBytes = 256 << 10

    private let descriptor: Int32

    /// Nil: there is none of that name, or it cannot be written to.
    init?(at path: String) {
        // What of it has not been on the disk so far need not come there: a sync of the file would bring it.
        descriptor = unsafe open(path, O_RDWR | O_DSYNC | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
    }

    deinit { close(descriptor) }

    /// Overwrites it with zeros, on the disk too, if nobody else has it: under another name, or open, as who
    /// is just copying a snapshot.
    ///
    /// What the disk refuses is left as it is.
    ///
    /// - Parameter isGoingOn: Asked before each piece, which is left out if it is false.
    func overwrite(while isGoingOn: () -> Bool) {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_nlink == 0, isAlone
        else { return }
        let zeros = [UInt8](repeating: 0, count: Self.pieceBytes)
        let size = Int(status.st_size)
        for offset in stride(from: 0, to: size, by: Self.pieceBytes) where isGoingOn() {
            let count = min(Self.pieceBytes, size - offset)
            guard unsafe pwrite(descriptor, zeros, count, off_t(offset)) == count else { return }
            // Others need the page cache.
            posix_fadvise(descriptor, off_t(offset), off_t(count), POSIX_FADV_DONTNEED)
        }
    }

    /// Whether nobody else has it open, in which case nobody can any more, since it has no name.
    ///
    /// Else a lease to write is not given (fcntl(2), `F_SETLEASE`), nor where the file system has none.
    private var isAlone: Bool {
        // Who opens it by /proc meanwhile has a signal sent: not the usual one, which would end the process.
        guard fcntl(descriptor, Self.setsSignal, SIGURG) == 0,
            fcntl(descriptor, Self.setsLease, F_WRLCK) == 0
        else { return false }
        _ = fcntl(descriptor, Self.setsLease, F_UNLCK)
        return true
    }

    /// `F_SETLEASE` and `F_SETSIG`, which Glibc's module map leaves out.
    private static let (setsLease, setsSignal): (Int32, Int32) = (1_024, 10)
}
