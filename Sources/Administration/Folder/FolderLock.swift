internal import Glibc

/// The ownership of a data folder: while it is held, no other process opens a shop's files.
///
/// The kernel drops it when the process ends, however it ends (flock(2)). It belongs to the open file
/// and not to the program, so it goes on with the descriptor when another takes the process over.
final class FolderLock: Sendable {
    private let file: Descriptor

    private init(file: consuming Descriptor) { self.file = file }

    /// The lock that the program before this one took.
    init(owning number: Int32) { file = Descriptor(owning: number) }

    var number: Int32 { file.number }

    /// Takes the lock; nil when another process has it.
    static func take(of folder: DataFolder) throws(AdministrationError) -> FolderLock? {
        let file = try Descriptor(opening: folder.lockPath, O_RDWR | O_CREAT, mode: 0o600)
        while flock(file.number, LOCK_EX | LOCK_NB) != 0 {
            if errno == EWOULDBLOCK { return nil }
            guard errno == EINTR else {
                throw AdministrationError("cannot lock \(folder.lockPath)", errno: errno)
            }
        }
        return FolderLock(file: file)
    }
}
