internal import Crypto
internal import Privacy

/// Reads a snapshot, whoever may have written to its file.
///
/// Of what it says only the manifest counts before its seal was checked, and the manifest's length
/// is bounded. Where files are unpacked to is the caller's choice; how much is written is what the
/// sealed manifest says.
struct SnapshotReader {
    let path: String

    /// What the snapshot says of itself, unchecked: to find out whose seal it should have.
    func claimedManifest() throws(PrivacyError) -> SnapshotManifest {
        var reader = try GzipFileReader(path: path)
        return try SnapshotManifest(unverified: reader.line())
    }

    /// What the snapshot says of itself; refuses another's seal, and does not look at the files.
    func manifest(sealedWith seal: Seal) throws(PrivacyError) -> SnapshotManifest {
        var reader = try GzipFileReader(path: path)
        return try SnapshotManifest(reader.line(), sealedWith: seal)
    }

    /// Reads all of it, and refuses what is not, to the byte, as it was written.
    func verify(
        sealedWith seal: Seal, report: (MaintenanceProgress) throws -> Void = { _ in }
    ) throws -> SnapshotManifest {
        try read(sealedWith: seal, to: [:], report)
    }

    /// Does the same and leaves the files, open to their owner alone, on the disk.
    ///
    /// - Parameter paths: Where to; nothing may be there. A file that is not named is passed over.
    ///   When it fails, none of them is there, unless `report` still throws then.
    func unpack(
        to paths: [SnapshotManifest.FileName: String], sealedWith seal: Seal,
        report: (MaintenanceProgress) throws -> Void = { _ in }
    ) throws -> SnapshotManifest {
        try read(sealedWith: seal, to: paths, report)
    }

    private func read(
        sealedWith seal: Seal, to paths: [SnapshotManifest.FileName: String],
        _ report: (MaintenanceProgress) throws -> Void
    ) throws -> SnapshotManifest {
        var reader = try GzipFileReader(path: path)
        let manifest = try SnapshotManifest(reader.line(), sealedWith: seal)
        var unpacking = SnapshotUnpacking()
        func going(_ done: Int64) throws {
            try report(
                MaintenanceProgress(
                    step: "reading the snapshot", done: done, total: manifest.totalBytes))
        }
        do {
            for file in manifest.files {
                try unpacking.unpack(file, from: &reader, to: paths[file.name], going)
            }
            try reader.finish()
            try unpacking.sync()
        } catch {
            unpacking.undo(going)
            throw error
        }
        return manifest
    }
}

extension GzipFileReader {
    /// The content's first line without its end; refuses one that is longer than a manifest.
    fileprivate mutating func line() throws(PrivacyError) -> [UInt8] {
        var line: [UInt8] = []
        var byte = [UInt8](repeating: 0, count: 1)
        while line.count <= SnapshotManifest.maximumBytes {
            guard try read(into: &byte) == 1 else { throw SnapshotFailure.damaged }
            if byte[0] == UInt8(ascii: "\n") { return line }
            line.append(byte[0])
        }
        throw SnapshotFailure.noSnapshot
    }
}
