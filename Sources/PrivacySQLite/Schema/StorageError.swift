internal import Privacy
internal import SQLite

/// Turns what a database said into the domain's words, without any text from a caller.
enum StorageError {
    /// Runs `body`; what is not a ``PrivacyError`` yet becomes one of code `storage`.
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
        case let error as SQLiteError:
            PrivacyError(.storage, "The database refused with code \(error.code.rawValue).")
        default: PrivacyError(.storage, "The database holds what cannot be read.")
        }
    }
}
