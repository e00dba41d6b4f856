internal import Crypto
internal import Glibc
internal import Privacy

/// Packs a shop's files into one snapshot; at any moment the old one or the new one is whole.
///
/// It is written under another name, brought to the disk, and given its own name then.
struct SnapshotWriter {
    /// What a snapshot is packed for, by which a test finds the moment.
    enum Purpose {
        /// It is new.
        case backup
        /// It takes the place of one from which the forgotten are to go.
        case rewrite

        fileprivate var packed: FaultPoint { self == .backup ? .backupPacked : .rewritePacked }
        fileprivate var named: FaultPoint { self == .backup ? .backupNamed : .rewriteNamed }
    }

    private static let partial = "partial"

    let folder: BackupFolder
    let seal: Seal

    /// Writes a snapshot and returns its size in bytes; it is on the disk then.
    ///
    /// The packed files stay. It is long work, to be done aside: some 80 MB a second of a core.
    ///
    /// - Parameter report: Told now and then how far it is; what it throws ends the work.
    @discardableResult
    func write(
        _ contents: SnapshotContents, as name: SnapshotName, for purpose: Purpose,
        level: Int32 = GzipFileWriter.level, report: (MaintenanceProgress) throws -> Void = { _ in }
    ) throws -> Int64 {
        do {
            let size = try pack(contents, as: name, level: level, report: report)
            FaultPoint.hit(purpose.packed)
            try folder.place(name, from: Self.partial)
            FaultPoint.hit(purpose.named)
            return size
        } catch {
            try? folder.removeTemporary(for: name, Self.partial)
            throw error
        }
    }

    private func pack(
        _ contents: SnapshotContents, as name: SnapshotName, level: Int32,
        report: (MaintenanceProgress) throws -> Void
    ) throws -> Int64 {
        let manifest = try manifest(of: contents)
        var writer = try GzipFileWriter(
            creating: folder.temporaryPath(for: name, Self.partial), level: level)
        let line = manifest.line(sealedWith: seal) + [UInt8(ascii: "\n")]
        try writer.write(line.span)
        var done: Int64 = 0
        for file in manifest.files {
            let read = try Self.read(contents.paths[file.name] ?? "") { piece in
                try writer.write(piece)
                done += Int64(piece.count)
                try report(
                    MaintenanceProgress(
                        step: "packing the snapshot", done: done, total: manifest.totalBytes))
            }
            // Its hash stands in the manifest by now.
            guard read.sha256 == file.sha256 else {
                throw PrivacyError(.storage, "A file changed while it was being packed.")
            }
        }
        return try writer.finish()
    }

    private func manifest(of contents: SnapshotContents) throws -> SnapshotManifest {
        let files = try SnapshotManifest.FileName.allCases.map { name in
            let read = try Self.read(contents.paths[name] ?? "") { _ in }
            return SnapshotManifest.File(name: name, bytes: read.bytes, sha256: read.sha256)
        }
        return SnapshotManifest(
            shop: contents.shop, created: contents.created, position: contents.position,
            chain: contents.chain, files: files)
    }

    /// Reads a file in pieces, and returns its length and its SHA-256.
    private static func read(
        _ path: String, _ body: (Span<UInt8>) throws -> Void
    ) throws -> (bytes: Int64, sha256: [UInt8]) {
        let file = try OpenFile(reading: path)
        var buffer = [UInt8](repeating: 0, count: 4 * GzipLayout.bufferBytes)
        var hash = SHA256()
        var bytes: Int64 = 0
        while true {
            let count = try file.read(into: &buffer)
            guard count > 0 else { return (bytes, Array(hash.finalize())) }
            let piece = buffer.span.extracting(..<count)
            unsafe piece.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
            bytes += Int64(count)
            try body(piece)
        }
    }
}
