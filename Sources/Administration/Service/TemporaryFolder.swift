internal import Glibc

/// A folder for a service that leaves nothing behind.
public struct TemporaryFolder: Sendable {
    /// Folders that the removal may hold open: the data folder is three levels deep.
    private static let openFolders: Int32 = 8

    /// Its path.
    public let path: String

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

    /// Removes it with everything in it.
    public func remove() {
        // Children first; symbolic links are removed, not followed (nftw(3)).
        _ = unsafe nftw(path, { path, _, _, _ in unsafe Glibc.remove(path) }, Self.openFolders, depthFirst)
    }
}

/// Children before their folder, and links as links.
private let depthFirst = Int32(FTW_DEPTH.rawValue | FTW_PHYS.rawValue)
