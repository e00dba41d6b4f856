internal import Privacy
internal import PrivacySQLite

extension SQLiteStore {
    /// The store in a data folder whose lock this process holds.
    static func open(in folder: DataFolder) throws(AdministrationError) -> SQLiteStore {
        do throws(PrivacyError) {
            return try SQLiteStore(folder: folder.path, configuration: Configuration())
        } catch {
            throw AdministrationError(error)
        }
    }
}
