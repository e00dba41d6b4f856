internal import Privacy

/// A folder of snapshots: `DATA/backups/<shop>`, or `DATA/registry-backups`.
///
/// Files that are only needed for a while stand beside the snapshots, so that they are on the same
/// disk and as well kept from others (folders 0700, files 0600). Their names begin with that of the
/// snapshot they are for, by which they are found and removed should the process end before it does
/// so itself.
struct BackupFolder: Sendable {
    private let folder: PrivateFolder
    private let parent: PrivateFolder?
    private let ending: String

    /// The folder of a shop's snapshots in a data folder.
    ///
    /// - Parameter isGoingOn: Whether what was deleted is to be overwritten further.
    init(data: String, shop: ShopID, isGoingOn: @escaping @Sendable () -> Bool = { true }) {
        let parent = PrivateFolder(path: data + "/backups")
        self.parent = parent
        folder = PrivateFolder(path: parent.path + "/" + shop.text, isGoingOn: isGoingOn)
        ending = ".oblio-backup"
    }

    /// The folder of the registry's snapshots in a data folder.
    init(registryIn data: String) {
        parent = nil
        folder = PrivateFolder(path: data + "/registry-backups")
        ending = ".oblio-registry"
    }

    /// Makes the folder when it is not there.
    func make() throws(PrivacyError) {
        try parent?.make()
        try folder.make()
        // Else a crash could lose the folder with a snapshot that was said to be safe.
        try parent?.sync()
    }

    /// The snapshots that are there, oldest first.
    func names() throws(PrivacyError) -> [SnapshotName] {
        try folder.entries().compactMap { entry in
            entry.hasSuffix(ending) ? SnapshotName(entry.dropLast(ending.count)) : nil
        }.sorted()
    }

    /// The path of a snapshot.
    func path(of name: SnapshotName) -> String { folder.path + "/" + fileName(name) }

    /// A path for a file that is needed for a while.
    ///
    /// - Parameter suffix: Tells it from others of the same snapshot.
    func temporaryPath(for name: SnapshotName, _ suffix: String) -> String {
        folder.path + "/" + name.text + "." + suffix
    }

    /// Deletes a file of ``temporaryPath(for:_:)`` with what SQLite puts beside a database.
    ///
    /// Where it could not be overwritten any more it is left, to be found after the next start.
    func removeTemporary(for name: SnapshotName, _ suffix: String) throws(PrivacyError) {
        guard folder.isGoingOn() else { return }
        for ending in ["", "-wal", "-shm", "-journal"] {
            try folder.remove(name.text + "." + suffix + ending)
        }
    }

    /// Gives a file of ``temporaryPath(for:_:)`` the name of the snapshot, in place of the one that
    /// may have it, and waits until that is on the disk.
    func place(_ name: SnapshotName, from suffix: String) throws(PrivacyError) {
        try folder.rename(name.text + "." + suffix, to: fileName(name))
    }

    /// Deletes what an end of the process has left: only when nothing is being made here.
    func removeLeftovers() throws(PrivacyError) {
        for entry in try folder.entries() {
            let stem = entry.prefix { $0 != "." }
            guard let name = SnapshotName(stem), entry != fileName(name) else { continue }
            try folder.remove(entry)
        }
    }

    /// Deletes the oldest snapshots but so many, and returns the names of their files.
    ///
    /// - Parameters:
    ///   - count: How many are kept, at least 1.
    ///   - newest: Kept whatever the clock says: it was just made.
    func removeOldest(
        keeping count: Int, and newest: SnapshotName
    ) throws(PrivacyError) -> [String] {
        let others = try names().filter { $0 != newest }
        let removed = others.dropLast(max(count, 1) - 1).map(fileName)
        for entry in removed { try folder.remove(entry) }
        if !removed.isEmpty { try folder.sync() }
        return removed
    }

    /// Deletes the folder with everything in it, and gives back the files, which are not overwritten yet.
    func takeAll() throws(PrivacyError) -> [RemovedFile] { try folder.takeAll() }

    private func fileName(_ name: SnapshotName) -> String { name.text + ending }
}
