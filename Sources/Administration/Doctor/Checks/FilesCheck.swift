internal import Glibc

/// Whether what lies in the data folder is kept from others, and all of one owner.
struct FilesCheck: Check {
    static let name = "files"

    func findings(in deployment: Deployment) -> [Finding] {
        var status = stat()
        guard unsafe stat(deployment.folder, &status) == 0 else { return [] }
        let entries = deployment.files.entries
        let open = entries.filter { !$0.isLink && $0.mode & 0o077 != 0 }
        let foreign = entries.filter { $0.owner != status.st_uid }
        var findings: [Finding] = []
        if let first = open.first {
            findings.append(
                problem(
                    "\(open.count) files or folders are open to others, \(first.path) among them:"
                        + " `chmod -R go= \(deployment.folder)`"))
        }
        if let first = foreign.first {
            findings.append(
                problem(
                    "\(foreign.count) files or folders belong to another user, \(first.path) among"
                        + " them: `chown -R \(status.st_uid) \(deployment.folder)`"))
        }
        return findings.isEmpty
            ? [ok("\(entries.count) files and folders, none open to others")] : findings
    }
}
