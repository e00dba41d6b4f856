internal import Glibc

/// The folder in which everything of a service lies, and the two files in it by which processes
/// find out who owns it.
///
/// It is held open, so that its files are reached also where its path is too long for a socket
/// address (unix(7)): through `/proc/self/fd`, which names the open folder in a few bytes.
final class DataFolder: Sendable {
    /// The longest path of a socket: `sun_path` has 108 bytes, one of them the final zero.
    static let maximumSocketPathBytes = 107

    let path: String
    private let handle: Descriptor

    /// Opens the folder.
    ///
    /// - Parameter isMade: Whether to make it (mode 0700) when it is not there.
    init(path: String, isMade: Bool) throws(AdministrationError) {
        if isMade, unsafe mkdir(path, 0o700) != 0, errno != EEXIST {
            throw AdministrationError("cannot make the data folder \(path)", errno: errno)
        }
        self.path = Self.absolute(path)
        do throws(AdministrationError) {
            handle = try Descriptor(opening: path, O_RDONLY | O_DIRECTORY)
        } catch {
            throw AdministrationError(
                .failed,
                "there is no data folder at \(path): `oblio shop create` makes one")
        }
    }

    /// The folder that the program before this one held open.
    init(path: String, owning number: Int32) {
        self.path = path
        handle = Descriptor(owning: number)
    }

    /// The number of the open folder.
    var number: Int32 { handle.number }

    /// Whether both are the same folder, whatever the path is by which it was opened.
    func isSame(as other: DataFolder) -> Bool {
        var (mine, others) = (stat(), stat())
        guard unsafe fstat(number, &mine) == 0, unsafe fstat(other.number, &others) == 0 else {
            return false
        }
        return mine.st_dev == others.st_dev && mine.st_ino == others.st_ino
    }

    /// The error of a command that works on data where there are none.
    var isEmpty: AdministrationError {
        AdministrationError(
            .failed,
            """
            there are no data in \(path): `oblio shop create` makes some, and a snapshot of the \
            registry is restored before those of shops
            """)
    }

    /// The path from the root, since the owner tells others where its files are.
    private static func absolute(_ path: String) -> String {
        guard let resolved = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }

    /// Whether it holds data: without a registry a command would only make an empty one, in the way of
    /// one that is to be restored.
    var holdsData: Bool { unsafe access(path + "/registry.db", F_OK) == 0 }

    /// The file that the owner locks.
    var lockPath: String { path + "/lock" }

    /// Where the owner listens for the others.
    var controlPath: String {
        let whole = path + "/control.sock"
        guard whole.utf8.count > Self.maximumSocketPathBytes else { return whole }
        return "/proc/self/fd/\(handle.number)/control.sock"
    }
}
