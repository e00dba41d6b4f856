internal import Crypto
internal import Glibc
internal import Privacy

/// The files that come out of a snapshot, one after the other.
struct SnapshotUnpacking {
    private var made: [String] = []
    private var done: Int64 = 0

    /// Reads one file's bytes, to a path or only to look at them; refuses what is not the file.
    mutating func unpack(
        _ file: SnapshotManifest.File, from reader: inout GzipFileReader, to path: String?,
        _ report: (Int64) throws -> Void
    ) throws {
        guard let path else { return try read(file, from: &reader, { _ in }, report) }
        let output = try OpenFile(creating: path)
        made.append(path)
        try read(file, from: &reader, { try output.write($0) }, report)
    }

    /// Waits until the files are on the disk.
    func sync() throws {
        for path in made { try OpenFile(reading: path).sync() }
    }

    /// Deletes the files that were made, and overwrites them as long as `report` does not throw; one that could not be
    /// overwritten any more is left, to be found after the next start.
    func undo(_ report: (Int64) throws -> Void) {
        for path in made where (try? report(done)) != nil {
            let removed = RemovedFile(at: path)
            unsafe _ = unlink(path)
            removed?.overwrite { (try? report(done)) != nil }
        }
    }

    private mutating func read(
        _ file: SnapshotManifest.File, from reader: inout GzipFileReader,
        _ write: (Span<UInt8>) throws -> Void, _ report: (Int64) throws -> Void
    ) throws {
        var buffer = [UInt8](repeating: 0, count: 4 * GzipLayout.bufferBytes)
        var hash = SHA256()
        var left = file.bytes
        while left > 0 {
            let wanted = min(buffer.count, Int(clamping: left))
            buffer.removeLast(buffer.count - wanted)
            guard try reader.read(into: &buffer) == wanted else { throw SnapshotFailure.damaged }
            hash.update(data: buffer)
            try write(buffer.span)
            left -= Int64(wanted)
            done += Int64(wanted)
            try report(done)
        }
        guard Array(hash.finalize()) == file.sha256 else { throw SnapshotFailure.damaged }
    }
}
