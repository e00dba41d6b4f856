internal import Glibc
internal import Privacy

/// What the file system of a folder says of itself.
struct DiskSpace {
    /// With less than this SQLite cannot do a write: it needs some pages of log, and 32 kB that its
    /// connections share for every shop that is opened.
    private static let leastBytes = 1 << 20

    /// What this process may still write.
    let freeBytes: Int
    private let isReadOnly: Bool

    /// Asks for it; throws when no descriptor is left.
    init(of folder: String) throws(PrivacyError) {
        let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFailure.error("The data folder cannot be opened") }
        defer { close(descriptor) }
        var status = statvfs()
        guard unsafe fstatvfs(descriptor, &status) == 0 else {
            throw FileFailure.error("The data folder cannot be asked for its space")
        }
        // Some blocks are kept for root alone.
        let blocks = geteuid() == 0 ? status.f_bfree : status.f_bavail
        freeBytes = Int(clamping: UInt64(blocks) * UInt64(status.f_frsize))
        isReadOnly = status.f_flag & UInt(ST_RDONLY) != 0
    }

    /// Throws when nothing can be written.
    func check() throws(PrivacyError) {
        if isReadOnly { throw StorageError.readOnly }
        if freeBytes < Self.leastBytes { throw StorageError.diskFull }
    }
}
