internal import Glibc

/// Whether the disk has room.
struct SpaceCheck: Check {
    static let name = "space"
    /// With less than this the next feed fills the disk, and forgets fail with it.
    static let leastBytes: Int64 = 64 << 20
    /// Less than this is gone within days where shops are busy.
    static let lowBytes: Int64 = 1 << 30
    /// A shop has up to eight files, and as many again while a snapshot is made.
    static let leastFiles: Int64 = 100
    static let lowFiles: Int64 = 10_000

    func findings(in deployment: Deployment) -> [Finding] {
        var status = statvfs()
        guard unsafe statvfs(deployment.folder, &status) == 0 else {
            return [problem("the free space cannot be looked at")]
        }
        // No count at all: the file system makes room for files as they come.
        let freeFiles = status.f_files == 0 ? Int64.max : Int64(clamping: status.f_favail)
        return [
            finding(
                freeBytes: Self.bytes(UInt64(status.f_bavail), of: UInt64(status.f_frsize)),
                dataBytes: deployment.files.bytes),
            finding(freeFiles: freeFiles),
        ]
    }

    func finding(freeBytes: Int64, dataBytes: Int64) -> Finding {
        let figures = "\(Self.megabytes(freeBytes)) free, \(Self.megabytes(dataBytes)) of data"
        if freeBytes < Self.leastBytes { return problem("\(figures): make room now") }
        if freeBytes < max(Self.lowBytes, dataBytes) {
            return warning(
                "\(figures): snapshots, restores and repairs make copies of a shop; make room")
        }
        return ok(figures)
    }

    func finding(freeFiles: Int64) -> Finding {
        if freeFiles < Self.leastFiles {
            return problem("\(freeFiles) more files can be made (inodes): make room now")
        }
        if freeFiles < Self.lowFiles {
            return warning("only \(freeFiles) more files can be made (inodes): make room")
        }
        return ok("enough files can be made")
    }

    /// A file system without a limit gives the greatest number that there is.
    static func bytes(_ blocks: UInt64, of size: UInt64) -> Int64 {
        let (bytes, isTooMuch) = blocks.multipliedReportingOverflow(by: size)
        return isTooMuch ? .max : Int64(clamping: bytes)
    }

    private static func megabytes(_ bytes: Int64) -> String { "\(bytes >> 20) MB" }
}
