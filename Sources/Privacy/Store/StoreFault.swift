/// What of the machine under it a store has met, by kind, for `/metrics`.
public enum StoreFault: String, Sendable, CaseIterable {
    /// The disk is full.
    case diskFull = "disk_full"
    /// The file system takes no writes.
    case readOnly = "read_only"
    /// The disk failed to read, write or sync.
    case failingDisk = "failing_disk"
    /// The process has as many files and sockets open as it may.
    case noDescriptors = "no_descriptors"
    /// A database file is damaged or missing.
    case damaged
    /// Anything else that the disk or the database refused.
    case other

    /// The fault that an error tells of; nil: it is none of the machine.
    public init?(_ code: PrivacyError.Code) {
        switch code {
        case .diskFull: self = .diskFull
        case .readOnly: self = .readOnly
        case .failingDisk: self = .failingDisk
        case .noDescriptors: self = .noDescriptors
        case .damaged: self = .damaged
        case .storage: self = .other
        default: return nil
        }
    }
}
