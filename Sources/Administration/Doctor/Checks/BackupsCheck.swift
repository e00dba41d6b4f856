internal import PrivacyAPI

/// Whether there are snapshots of every shop and of the registry, young enough.
///
/// When one was made is told by its name, since a rewritten file is younger.
struct BackupsCheck: Check {
    static let name = "backups"
    /// A nightly backup that failed once is noticed the next day.
    static let oldDays: Int64 = 2

    func findings(in deployment: Deployment) -> [Finding] {
        let files = deployment.files
        let shops = files.names(in: "shops")
        guard !shops.isEmpty else { return [ok("there is nothing to back up yet")] }
        let bound = Self.name(of: deployment.now - Self.oldDays * 86_400)
        let late = shops.filter { id in
            let newest = files.names(in: "backups/\(id)").filter { $0.hasSuffix(".oblio-backup") }
            return (newest.max() ?? "") < bound
        }
        let registry = files.names(in: "registry-backups").filter {
            $0.hasSuffix(RegistryRestore.suffix)
        }
        return [
            late.isEmpty
                ? ok("every shop has a snapshot of the last \(Self.oldDays) days")
                : warning(
                    "\(late.count) of \(shops.count) shops have no snapshot of the last"
                        + " \(Self.oldDays) days: run `oblio backup` by a timer"),
            (registry.max() ?? "") >= bound
                ? ok("the registry has a snapshot of the last \(Self.oldDays) days")
                : warning(
                    "the registry has no snapshot of the last \(Self.oldDays) days, without which the"
                        + " shops' are of no use: `oblio backup --registry-key FILE`"),
        ]
    }

    /// What the name of a snapshot of that time begins with.
    static func name(of seconds: Int64) -> String {
        let words = UTCTime(seconds: seconds).description.split(separator: " ")
        return words[0] + "T" + words[1].map { $0 == ":" ? "-" : String($0) }.joined() + "Z"
    }
}
