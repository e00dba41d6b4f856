internal import Glibc

/// What a doctor looks at.
struct Deployment: Sendable {
    /// The data folder.
    let folder: String
    /// The settings of the service.
    let values: SettingValues
    /// Seconds since 1970.
    let now: Int64
    /// What lies in the folder.
    let files: FileTree
    /// The service that has the folder; nil: none runs.
    let server: RunningServer?

    init(folder: String, values: SettingValues, now: Int64) {
        self.folder = folder
        self.values = values
        self.now = now
        files = FileTree(of: folder)
        server = RunningServer(of: folder)
    }

    /// Whether the folder is there and this user may look into it.
    var isFolderReadable: Bool { unsafe access(folder, R_OK | X_OK) == 0 }

    /// Whether this is a container: what it reaches by its own addresses is not the world.
    static var isContained: Bool {
        unsafe access("/.dockerenv", F_OK) == 0 || access("/run/.containerenv", F_OK) == 0
    }
}
