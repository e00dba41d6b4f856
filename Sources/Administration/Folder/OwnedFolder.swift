/// A data folder and the lock on it.
struct OwnedFolder {
    let folder: DataFolder
    let lock: FolderLock
    /// Whether the program before this one had it.
    let isAdopted: Bool

    /// Takes a folder, made when it is not there, or goes on with the one that was handed over.
    ///
    /// Refuses a folder that another process has.
    init(path: String, adopting handover: HandedService?) throws(AdministrationError) {
        let folder = try DataFolder(path: path, isMade: true)
        isAdopted = handover?.folder.isSame(as: folder) ?? false
        if isAdopted, let handover {
            self.folder = handover.folder
            lock = handover.lock
            return
        }
        guard let lock = try FolderLock.take(of: folder) else {
            throw AdministrationError(
                .locked, "\(path) is in use by another oblio: stop it first, or use another folder")
        }
        self.folder = folder
        self.lock = lock
    }
}
