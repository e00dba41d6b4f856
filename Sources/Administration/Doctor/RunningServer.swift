internal import Glibc

/// The service that has a data folder, found by its control socket.
struct RunningServer: Sendable {
    /// What it can be asked.
    let administration: RemoteAdministration
    private let process: pid_t?

    /// Nil when none runs, or when this user may not speak to it.
    init?(of path: String) {
        guard let folder = try? DataFolder(path: path, isMade: false),
            let socket = try? UnixSocket.connect(to: folder.controlPath)
        else { return nil }
        process = socket.peer
        administration = RemoteAdministration(folder: folder)
    }

    /// A limit of the process as proc(5) names it; nil: none, or not known.
    func limit(_ name: String) -> UInt64? {
        guard let process, let text = try? SmallFile.text(at: "/proc/\(process)/limits") else {
            return nil
        }
        return ProcessLimits.soft(name, in: text)
    }
}
