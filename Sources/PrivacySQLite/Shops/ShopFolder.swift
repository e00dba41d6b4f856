internal import Glibc
internal import Privacy

/// Where the files of one shop stand.
struct ShopFolder {
    let path: String

    init(data: String, id: ShopID) { path = data + "/shops/" + id.text }

    /// That shop's people and behaviour.
    var database: String { path + "/privacy.db" }

    /// What was forgotten and when, and who asked for what.
    var ledger: String { path + "/ledger.db" }

    /// Makes the folder (0700) when it is not there.
    func make() throws { try Self.makeFolder(path) }

    /// Deletes the folder with everything in it.
    func remove() throws {
        for name in Self.entries(of: path) { try FileSystem.remove(path + "/" + name) }
        guard unsafe rmdir(path) == 0 || errno == ENOENT else {
            throw PrivacyError(.storage, "A folder could not be deleted (errno \(errno)).")
        }
    }

    /// Makes a folder that only the owner may enter.
    static func makeFolder(_ path: String) throws {
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw PrivacyError(.storage, "A folder could not be made (errno \(errno)).")
        }
    }

    private static func entries(of path: String) -> [String] {
        guard let directory = unsafe opendir(path) else { return [] }
        defer { unsafe _ = closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
