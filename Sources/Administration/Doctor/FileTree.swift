internal import Glibc

/// What lies in a data folder, without the folder itself; links are not followed.
struct FileTree: Sendable {
    /// A file or a folder in it.
    struct Entry: Sendable {
        /// Its path from the data folder.
        let path: String
        let mode: mode_t
        let owner: uid_t
        let bytes: Int64
        /// When it was last written, in seconds since 1970.
        let modified: Int64

        var isFolder: Bool { mode & S_IFMT == S_IFDIR }
        var isLink: Bool { mode & S_IFMT == S_IFLNK }
        /// Its path as the names of folders and of itself.
        var names: [String] { path.split(separator: "/").map(String.init) }
    }

    private(set) var entries: [Entry] = []
    /// The names in each folder, by its path.
    private var children: [String: [String]] = [:]

    init(of folder: String) { collect(from: folder, at: "") }

    /// How much all files hold.
    var bytes: Int64 { entries.reduce(0) { $0 + ($1.isFolder ? 0 : $1.bytes) } }

    /// The names in a folder, sorted.
    func names(in folder: String) -> [String] { children[folder] ?? [] }

    private mutating func collect(from folder: String, at path: String) {
        let names = FolderEntries.names(in: folder).sorted()
        children[path] = names
        for name in names {
            var status = stat()
            // What has gone in the meantime was none of what stays.
            guard unsafe lstat(folder + "/" + name, &status) == 0 else { continue }
            let entry = Entry(
                path: path.isEmpty ? name : path + "/" + name, mode: status.st_mode,
                owner: status.st_uid, bytes: Int64(status.st_size),
                modified: Int64(status.st_mtim.tv_sec))
            entries.append(entry)
            if entry.isFolder { collect(from: folder + "/" + name, at: entry.path) }
        }
    }
}
