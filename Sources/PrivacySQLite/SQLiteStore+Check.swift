internal import Glibc
public import Privacy

extension SQLiteStore {
    /// Refuses a data folder that this version could not open, a newer one having written it: so far as
    /// the registry's file says that by itself, without a connection, while another process has it.
    ///
    /// Not in the process that has the store open: the end of this look would drop its locks.
    public static func check(folder: String) throws(PrivacyError) {
        let number = unsafe open(folder + "/" + Registry.fileName, O_RDONLY | O_CLOEXEC)
        // What is not there yet will be made.
        guard number >= 0 else { return }
        defer { _ = Glibc.close(number) }
        var header = [UInt8](repeating: 0, count: 100)
        guard unsafe pread(number, &header, header.count, 0) == header.count else { return }
        // https://www.sqlite.org/fileformat.html: the user version and the application's id.
        let (version, owner) = (integer(header[60..<64]), integer(header[68..<72]))
        guard owner == RegistrySchema.applicationID || owner == 0,
            version <= RegistrySchema.migrations.count
        else {
            throw PrivacyError(
                .storage, "The data folder was written by a newer version, or by another program.")
        }
    }

    private static func integer(_ bytes: ArraySlice<UInt8>) -> Int64 {
        bytes.reduce(0) { $0 << 8 | Int64($1) }
    }
}
