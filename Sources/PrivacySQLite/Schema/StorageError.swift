internal import Glibc
internal import Privacy
internal import SQLite

/// Turns what a database said into the domain's words, without any text from a caller.
enum StorageError {
    /// Runs `body`; what is not a ``PrivacyError`` yet becomes one.
    static func translating<R: ~Copyable>(_ body: () throws -> R) throws(PrivacyError) -> R {
        do {
            return try body()
        } catch {
            throw translate(error)
        }
    }

    /// The domain's error for `error`.
    static func translate(_ error: any Error) -> PrivacyError {
        switch error {
        case let error as PrivacyError: error
        case let error as SQLiteError: translate(error)
        default: PrivacyError(.storage, "The database holds what cannot be read.")
        }
    }

    /// The error for what the system said (`errno`); nil: that alone does not tell what to do.
    static func fault(_ number: Int32) -> PrivacyError? {
        switch number {
        case ENOSPC, EDQUOT: diskFull
        case EROFS: readOnly
        case EMFILE, ENFILE: noDescriptors
        case EIO: failingDisk("errno \(number)")
        default: nil
        }
    }

    private static func translate(_ error: SQLiteError) -> PrivacyError {
        if let fault = fault(error.systemError) { return fault }
        return switch error.code {
        case .sharedMemorySize: diskFull
        case .shortRead: damaged(error.code)
        default:
            switch error.code.primary {
            case .full: diskFull
            case .readOnly: readOnly
            case .corrupt, .notADatabase, .cannotOpen: damaged(error.code)
            case .busy: inUse
            case .ioError: failingDisk("SQLite \(error.code.rawValue)")
            default:
                PrivacyError(.storage, "The database refused with code \(error.code.rawValue).")
            }
        }
    }

    private static func damaged(_ code: ResultCode) -> PrivacyError {
        PrivacyError(
            .damaged, "A database file is damaged or cannot be opened (SQLite \(code.rawValue)).")
    }

    private static func failingDisk(_ reason: String) -> PrivacyError {
        PrivacyError(
            .failingDisk,
            "The disk failed to read, write or sync (\(reason)); what was asked for may not have been done."
        )
    }

    static let diskFull = PrivacyError(
        .diskFull, "The disk is full: nothing can be written until there is space again.")
    static let readOnly = PrivacyError(
        .readOnly, "The file system is read-only: nothing can be written.")
    private static let inUse = PrivacyError(
        .inUse, "Another program is writing to the database: try again.")
    private static let noDescriptors = PrivacyError(
        .noDescriptors, "The service has as many files open as it may: try again.")
}

extension PrivacyError {
    /// Whether it is that the disk takes no writes, which passes by itself or is somebody's to mend.
    var isOfDisk: Bool { code == .diskFull || code == .readOnly }
}
