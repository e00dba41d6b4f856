internal import Glibc
internal import Privacy

/// Small files and names on the disk. Never used on a database: closing any descriptor of one would
/// drop the locks that SQLite holds on it.
enum FileSystem {
    private static let chunkBytes = 64 * 1024

    static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    /// What a file holds; nil: there is none.
    static func contents(of path: String) throws -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw failure("A file could not be opened")
        }
        defer { _ = close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: chunkBytes)
        while true {
            let count = unsafe read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure("A file could not be read") }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
    }

    /// Writes a file (0600) that its owner alone may read; on disk when this returns.
    static func write(_ bytes: [UInt8], to path: String) throws {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("A file could not be made") }
        defer { _ = close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure("A file could not be written") }
            rest = rest.dropFirst(count)
        }
        guard fsync(descriptor) == 0 else { throw failure("A file could not be synced") }
    }

    /// Gives a file another name, in place of what had it; on disk when this returns.
    static func rename(_ path: String, to name: String) throws {
        guard unsafe Glibc.rename(path, name) == 0 else {
            throw failure("A file could not be renamed")
        }
        try syncFolder(of: name)
    }

    /// Removes a file; one that is not there is removed already.
    static func remove(_ path: String) throws {
        guard unsafe unlink(path) == 0 || errno == ENOENT else {
            throw failure("A file could not be deleted")
        }
    }

    /// Has the names in the folder of a file on disk (fsync(2)).
    static func syncFolder(of path: String) throws {
        guard let slash = path.lastIndex(of: "/") else { return }
        let descriptor = unsafe open(String(path[..<slash]), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("A folder could not be opened") }
        defer { _ = close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("A folder could not be synced") }
    }

    private static func failure(_ what: String) -> PrivacyError {
        PrivacyError(.storage, "\(what) (errno \(errno)).")
    }
}
