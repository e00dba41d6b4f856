internal import Glibc
internal import Privacy
internal import PrivacySQLite

extension SQLiteStore {
    /// The store in a data folder whose lock this process holds.
    ///
    /// - Parameters:
    ///   - readers: How many threads read at once.
    ///   - purgeBackupsWithinHours: How soon snapshots are rewritten after a forget.
    static func open(
        in folder: DataFolder, readers: Int = 1,
        purgeBackupsWithinHours hours: Int = ServiceSettings.defaultPurgeHours
    ) throws(AdministrationError) -> SQLiteStore {
        var configuration = Configuration()
        configuration.purgeBackupsWithinSeconds = Int64(hours) * 3_600
        configuration.fit(readers: readers, openFiles: Int(sysconf(Int32(_SC_OPEN_MAX))))
        do throws(PrivacyError) {
            return try SQLiteStore(folder: folder.path, configuration: configuration)
        } catch {
            throw AdministrationError(error)
        }
    }
}
