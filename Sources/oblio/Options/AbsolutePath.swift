internal import Administration
internal import Glibc

/// A path as another process finds it, whatever folder it works in.
enum AbsolutePath {
    /// The path of a file that is there, from the root.
    static func of(_ path: String) throws(AdministrationError) -> String {
        guard let resolved = unsafe realpath(path, nil) else {
            throw AdministrationError(.failed, "there is no file at \(path)")
        }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }
}
