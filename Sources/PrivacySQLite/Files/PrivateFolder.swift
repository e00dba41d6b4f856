internal import Glibc
internal import Privacy

/// A folder that only the owner may enter.
///
/// What a file in it held that is deleted or replaced is overwritten (``RemovedFile``), once that it has gone is on the
/// disk. It must be no file that SQLite has open.
struct PrivateFolder: Sendable {
    let path: String
    /// Whether a file that was deleted is to be overwritten further: false ends it.
    let isGoingOn: @Sendable () -> Bool

    init(path: String, isGoingOn: @escaping @Sendable () -> Bool = { true }) {
        self.path = path
        self.isGoingOn = isGoingOn
    }

    /// Makes it (0700) when it is not there; its own folder must be.
    func make() throws(PrivacyError) {
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw FileFailure.error("A folder could not be made")
        }
    }

    /// Whether there is a file of that name in it.
    func contains(_ name: String) -> Bool { unsafe access(path + "/" + name, F_OK) == 0 }

    /// How long a file in it is; 0: it is empty or not there.
    func sizeBytes(of name: String) -> Int64 {
        var status = stat()
        guard unsafe stat(path + "/" + name, &status) == 0 else { return 0 }
        return Int64(status.st_size)
    }

    /// The names in it; none when it is not there.
    func entries() throws(PrivacyError) -> [String] {
        guard let directory = unsafe opendir(path) else {
            if errno == ENOENT { return [] }
            throw FileFailure.error("A folder could not be read")
        }
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

    /// Deletes a file in it, if it is there.
    func remove(_ name: String) throws(PrivacyError) {
        guard let removed = try take(name) else { return }
        // Else it could be there again after a loss of power, of zeros.
        try sync()
        removed.overwrite(while: isGoingOn)
    }

    /// The same; gives back the file, which is not overwritten yet, nor is it on the disk that it has gone.
    func take(_ name: String) throws(PrivacyError) -> RemovedFile? {
        let removed = RemovedFile(at: path + "/" + name)
        guard unsafe unlink(path + "/" + name) == 0 || errno == ENOENT else {
            throw FileFailure.error("A file could not be deleted")
        }
        return removed
    }

    /// Gives a file another name, also one that is taken, and waits until that is on the disk.
    func rename(_ name: String, to newName: String) throws(PrivacyError) {
        try exchange(name, for: newName)?.overwrite(while: isGoingOn)
    }

    /// The same; gives back the file that had the name, which is not overwritten yet.
    func exchange(_ name: String, for newName: String) throws(PrivacyError) -> RemovedFile? {
        let replaced = RemovedFile(at: path + "/" + newName)
        guard unsafe Glibc.rename(path + "/" + name, path + "/" + newName) == 0 else {
            throw FileFailure.error("A file could not be renamed")
        }
        try sync()
        return replaced
    }

    /// Waits until the names in it are on the disk.
    func sync() throws(PrivacyError) {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFailure.error("A folder could not be opened") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else {
            throw FileFailure.error("A folder could not be brought to the disk")
        }
    }

    /// Deletes it with the files in it, if it is there, and gives those back, which are not overwritten yet.
    func takeAll() throws(PrivacyError) -> [RemovedFile] {
        var removed: [RemovedFile] = []
        for name in try entries() {
            if let file = try take(name) { removed.append(file) }
        }
        guard unsafe rmdir(path) == 0 || errno == ENOENT else {
            throw FileFailure.error("A folder could not be deleted")
        }
        return removed
    }
}
