import Glibc

/// What the file system says of a file.
struct FileStatus {
    let sizeBytes: Int
    let mode: mode_t
}

/// The status of the file at `path`, or nil when there is none.
func fileStatus(_ path: String) -> FileStatus? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    return FileStatus(sizeBytes: Int(status.st_size), mode: status.st_mode & 0o777)
}
