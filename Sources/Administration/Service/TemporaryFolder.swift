internal import Glibc

/// A folder for a service that leaves nothing behind.
public struct TemporaryFolder: Sendable {
    /// Its path.
    public let path: String

    private init(path: String) { self.path = path }

    /// Makes one in the system's temporary folder, for this user alone (mode 0700).
    public init() throws(AdministrationError) {
        let parent = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/oblio-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else {
            throw AdministrationError("cannot make a folder in \(parent)", errno: errno)
        }
        let bytes = template.dropLast().map(UInt8.init(bitPattern:))
        path = String(decoding: bytes, as: UTF8.self)
    }

    /// The folder of the service that is gone on with; a new one when there is none.
    public init(adopting handover: ServiceHandover?) throws(AdministrationError) {
        if let handover {
            self.init(path: handover.dataFolder)
        } else {
            try self.init()
        }
    }

    /// Removes it with everything in it.
    public func remove() { Self.removeFolder(path) }

    /// Links are removed, not followed: only what `rmdir` or `unlink` takes is there to go.
    private static func removeFolder(_ path: String) {
        for name in FolderEntries.names(in: path) {
            let child = path + "/" + name
            if unsafe unlink(child) != 0 { removeFolder(child) }
        }
        _ = unsafe rmdir(path)
    }
}
