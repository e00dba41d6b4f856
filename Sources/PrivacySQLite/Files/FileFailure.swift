internal import Glibc
internal import Privacy

/// What the system said to a call on a file, in the domain's words.
enum FileFailure {
    /// The error of a call that has just failed: `what` could not be done.
    static func error(_ what: String) -> PrivacyError {
        let number = errno
        if let fault = StorageError.fault(number) {
            return PrivacyError(fault.code, "\(what). \(fault.message)")
        }
        if number == ENOENT { return PrivacyError(.invalid, "\(what): there is no such file.") }
        return PrivacyError(.storage, "\(what) (errno \(number)).")
    }
}
