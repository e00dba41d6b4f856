internal import Glibc
internal import Privacy

/// What the system said to a call on a file, in the domain's words.
enum FileFailure {
    /// The error of a call that has just failed: `what` could not be done.
    static func error(_ what: String) -> PrivacyError {
        switch errno {
        case ENOSPC, EDQUOT: PrivacyError(.storage, "\(what): the disk is full.")
        case ENOENT: PrivacyError(.invalid, "\(what): there is no such file.")
        case let number: PrivacyError(.storage, "\(what) (errno \(number)).")
        }
    }
}
