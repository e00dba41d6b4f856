import Glibc

extension VoidLog {
    /// What a log in which nothing stands begins with once it is known that it is void on the disk, too.
    ///
    /// Zeros that are read from a file need not be on the disk: the process that wrote them may have ended before
    /// they were. SQLite takes both for a log without a header; the salts, behind it, are zero.
    static let mark = Array("void on the disk".utf8)

    /// How long a log is that stays beside a file which is closed.
    static let keptBytes = Int64(
        WriteAheadLogPages.headerBytes
            + StillLog.pagesMadeAtOnce * (WriteAheadLogPages.frameHeaderBytes + 4_096))

    /// Whether SQLite, which removes the log with the last connection that is closed, is to leave that file.
    static func isKept(_ path: String) -> Bool {
        path.hasSuffix(LogFile.ending) && Found(at: path)?.isMarked == true
    }

    /// A log in which nothing stands.
    struct Found {
        /// 0: it is not there.
        private(set) var sizeBytes = 0
        /// Whether it is void on the disk, too.
        private(set) var isMarked = false

        private static let piecesBytes = 64 << 10

        /// Reads the log at that path, up to the first byte that stands in it; nil: there is one, or it cannot be read.
        init?(at path: String) {
            let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
            guard descriptor >= 0 else {
                guard errno == ENOENT else { return nil }
                return
            }
            defer { close(descriptor) }
            // Reading from anything else may never end.
            var status = stat()
            guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
                return nil
            }
            while sizeBytes < Int(status.st_size) {
                var piece = PositionedTransfer.read(
                    min(Self.piecesBytes, Int(status.st_size) - sizeBytes), from: descriptor,
                    at: Int64(sizeBytes))
                guard !piece.isEmpty else { return nil }
                if sizeBytes == 0, piece.starts(with: VoidLog.mark) {
                    isMarked = true
                    for index in VoidLog.mark.indices { piece[index] = 0 }
                }
                guard Self.isZero(piece) else { return nil }
                sizeBytes += piece.count
            }
        }

        private static func isZero(_ bytes: [UInt8]) -> Bool {
            unsafe bytes.withUnsafeBytes { bytes in
                guard let start = bytes.baseAddress else { return true }
                // Each byte is as the one behind it.
                return unsafe start.load(as: UInt8.self) == 0
                    && memcmp(start, start + 1, bytes.count - 1) == 0
            }
        }
    }
}
