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
        /// Nil: it is not there.
        private(set) var stamp: LogFile.Stamp?
        /// Whether it is void on the disk, too.
        private(set) var isMarked = false

        /// 0: it is not there.
        var sizeBytes: Int { stamp?.sizeBytes ?? 0 }

        private static let piecesBytes = 64 << 10

        /// Reads the log at that path, up to the first byte that stands in it; nil: there is one, or it cannot be read.
        ///
        /// Of one that is marked only the header is read, which is the first that whoever goes on with it overwrites.
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
            let stamp = LogFile.Stamp(status)
            self.stamp = stamp
            let header = PositionedTransfer.read(
                WriteAheadLogPages.headerBytes, from: descriptor, at: 0)
            if header.starts(with: VoidLog.mark) {
                isMarked = true
                guard Self.isZero(Array(header.dropFirst(VoidLog.mark.count))) else { return nil }
                return
            }
            var offset = 0
            while offset < stamp.sizeBytes {
                let piece = PositionedTransfer.read(
                    min(Self.piecesBytes, stamp.sizeBytes - offset), from: descriptor,
                    at: Int64(offset))
                guard !piece.isEmpty, Self.isZero(piece) else { return nil }
                offset += piece.count
            }
        }

        private static func isZero(_ bytes: [UInt8]) -> Bool {
            guard bytes.first == 0 else { return bytes.isEmpty }
            return unsafe bytes.withUnsafeBytes { bytes in
                guard let start = bytes.baseAddress else { return true }
                // Each byte is as the one behind it.
                return unsafe memcmp(start, start + 1, bytes.count - 1) == 0
            }
        }
    }
}
