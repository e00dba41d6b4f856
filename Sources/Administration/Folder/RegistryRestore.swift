public import Privacy
internal import PrivacySQLite

/// Brings the registry back from its snapshot into a folder that has none: the first step after the
/// loss of a machine.
public enum RegistryRestore {
    /// What the name of such a snapshot ends with.
    public static let suffix = ".oblio-registry"

    /// Decrypts a snapshot into a data folder, made when it is not there.
    ///
    /// Refuses a folder that has a registry or that somebody works on, a wrong key, and a snapshot
    /// that was altered.
    public static func run(
        from path: String, key: RegistryKey, dataFolder: String
    ) throws(AdministrationError) -> RestoreSummary {
        let folder = try DataFolder(path: dataFolder, isMade: true)
        guard let lock = try FolderLock.take(of: folder) else {
            throw AdministrationError(
                .locked, "\(dataFolder) is in use by another oblio: a registry is restored alone")
        }
        defer { withExtendedLifetime(lock) {} }
        do throws(PrivacyError) {
            return try SQLiteStore.restoreRegistry(
                from: path, key: key.bytes, to: folder.path)
        } catch {
            throw AdministrationError(error)
        }
    }
}
