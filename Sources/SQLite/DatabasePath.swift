import CSQLite
import Glibc

/// The name of a database as the caller gave it.
struct DatabasePath {
    /// What SQLite is given.
    let argument: String

    /// Refuses a path with a NUL character, at which SQLite would cut it off.
    init(_ path: String) throws(SQLiteError) {
        guard !path.utf8.contains(0) else {
            throw SQLiteError(code: .cannotOpen, message: "The path holds a NUL character")
        }
        // SQLite may be built to take such a name for a URI: https://www.sqlite.org/uri.html
        argument = path.hasPrefix("file:") ? "./" + path : path
    }

    /// The same for a file that nobody changes, as a URI.
    var stillArgument: String {
        var text = "file:"
        for byte in argument.utf8 {
            switch byte {
            case UInt8(ascii: "?"): text += "%3f"
            case UInt8(ascii: "#"): text += "%23"
            case UInt8(ascii: "%"): text += "%25"
            default: text.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        return text + "?immutable=1"
    }

    /// Whether the database has no file that a path leads to.
    private var isTemporary: Bool {
        argument.isEmpty || argument == ":memory:"
    }

    /// Makes an empty file that its owner alone may read and write, unless there is a file already.
    ///
    /// `mknod` makes it without a descriptor: to close one would drop the locks that another
    /// connection of this process may have taken in the meantime (fcntl(2), advisory locks).
    func createFile() throws(SQLiteError) {
        if isTemporary { return }
        guard unsafe mknod(argument, S_IFREG | S_IRUSR | S_IWUSR, 0) != 0 else { return }
        let reason = errno
        guard reason != EEXIST else { return }
        throw SQLiteError(
            code: .cannotOpen, message: "The file cannot be made (errno \(reason)): \(argument)",
            systemError: reason)
    }
}
