/// Whether the registry and the shops' files belong together.
struct ShopsCheck: Check {
    static let name = "shops"

    func findings(in deployment: Deployment) async -> [Finding] {
        let files = deployment.files
        let folders = files.names(in: "shops")
        guard files.names(in: "").contains("registry.db") else {
            return [
                folders.isEmpty
                    ? ok("there are no data yet: `oblio shop create`")
                    : problem(
                        "the registry is missing, and with it the keys and secrets of"
                            + " \(folders.count) shops: restore its snapshot before anything else")
            ]
        }
        var findings = folders.compactMap { unfinished($0, in: files) }
        if let known = await deployment.server?.shopIDs() {
            findings += folders.filter { !known.contains($0) }.map { id in
                problem(
                    "the registry does not know the shop of shops/\(id): restore a newer snapshot of"
                        + " the registry")
            }
        }
        return findings.isEmpty ? [ok("shops with files: \(folders.count)")] : findings
    }

    /// A ledger remembers who was forgotten in the file beside it.
    private func unfinished(_ id: String, in files: FileTree) -> Finding? {
        let names = files.names(in: "shops/\(id)")
        guard names.contains("ledger.db"), !names.contains("privacy.db") else { return nil }
        return problem(
            "the database of shops/\(id) is missing beside its ledger: restore its snapshot")
    }
}

extension RunningServer {
    /// The ids of the shops that the registry knows; nil when the server does not tell.
    fileprivate func shopIDs() async -> Set<String>? {
        guard let outcome = try? await administration.perform(ListShops()) else { return nil }
        return Set(outcome.shops.map(\.id))
    }
}
