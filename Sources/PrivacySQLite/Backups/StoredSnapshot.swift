internal import Privacy

/// A snapshot as it lies in its folder.
struct StoredSnapshot: Sendable {
    let name: SnapshotName
    let path: String
    /// What it says of itself, or why that cannot be trusted.
    let manifest: Result<SnapshotManifest, PrivacyError>
}

extension BackupFolder {
    /// The shop's snapshots, oldest first, each with its sealed manifest; their files are not looked
    /// at.
    func snapshots(sealedWith seal: Seal) throws(PrivacyError) -> [StoredSnapshot] {
        try names().map { name in
            let path = path(of: name)
            let manifest = Result { () throws(PrivacyError) in
                try SnapshotReader(path: path).manifest(sealedWith: seal)
            }
            return StoredSnapshot(name: name, path: path, manifest: manifest)
        }
    }
}
