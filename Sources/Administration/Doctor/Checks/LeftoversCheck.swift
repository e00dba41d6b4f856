/// Whether copies of data were left by work that was cut off.
struct LeftoversCheck: Check {
    static let name = "leftovers"
    /// What is being made is younger.
    static let oldSeconds: Int64 = 86_400

    func findings(in deployment: Deployment) -> [Finding] {
        let left = deployment.files.entries.filter { entry in
            entry.modified < deployment.now - Self.oldSeconds && Self.isTemporary(entry)
        }
        guard let first = left.first else { return [ok("none")] }
        return [
            warning(
                "\(left.count) files of snapshots or restores that were cut off, \(first.path) among"
                    + " them: a start of the server, or `oblio purge`, removes them")
        ]
    }

    private static func isTemporary(_ entry: FileTree.Entry) -> Bool {
        guard !entry.isFolder, let name = entry.names.last else { return false }
        return switch entry.names.first {
        case "backups": !name.hasSuffix(".oblio-backup")
        case "registry-backups": !name.hasSuffix(RegistryRestore.suffix)
        case "shops": name.contains(".partial")
        default: false
        }
    }
}
