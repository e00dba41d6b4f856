internal import Glibc
internal import HTTPServer
internal import Privacy
internal import PrivacySQLite

extension Service {
    /// Refuses what a service with these settings could not start with; nothing is changed, and one
    /// that serves the folder is not disturbed.
    ///
    /// - Parameter handover: What the service leaves that would be restarted; nil: the operator asks.
    public static func check(
        _ settings: ServiceSettings, dataFolder path: String, adopting handover: ServiceHandover?
    ) throws(AdministrationError) {
        let left = handover?.left
        let isServed = try checkFolder(path, adopting: left)
        do throws(ServerError) {
            try Server.check(
                [.tcp(host: settings.host, port: settings.port)],
                adopting: left?.server ?? Handover())
        } catch {
            // The service that has the folder has the address, too, as far as can be seen.
            if isServed, left == nil, error.code == .addressInUse { return }
            throw AdministrationError(.failed, error.message)
        }
    }

    /// Whether another process has the folder.
    private static func checkFolder(
        _ path: String, adopting handover: HandedService?
    ) throws(AdministrationError) -> Bool {
        // The start would make it.
        guard unsafe access(path, F_OK) == 0 else { return false }
        let folder = try DataFolder(path: path, isMade: false)
        do throws(PrivacyError) {
            try SQLiteStore.check(folder: folder.path)
        } catch {
            throw AdministrationError(error)
        }
        if let handover, handover.folder.isSame(as: folder) { return true }
        if try FolderLock.take(of: folder) != nil { return false }
        guard handover == nil else {
            throw AdministrationError(.locked, "\(path) is in use by another oblio")
        }
        return true
    }
}
