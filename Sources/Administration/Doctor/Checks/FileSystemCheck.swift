internal import CLinux
internal import Glibc

/// Whether the data lie on a file system that SQLite and an erasure can rely on.
struct FileSystemCheck: Check {
    static let name = "file system"

    func findings(in deployment: Deployment) -> [Finding] {
        var status = statfs()
        guard unsafe statfs(deployment.folder, &status) == 0 else {
            return [problem("the data folder cannot be looked at: is it mounted?")]
        }
        return [finding(on: FileSystemKind(magic: UInt32(truncatingIfNeeded: status.f_type)))]
    }

    func finding(on kind: FileSystemKind) -> Finding {
        switch kind {
        case .local(let name): ok("the data lie on \(name)")
        case .network(let name):
            problem(
                "the data lie on \(name), over which neither locks nor syncs can be trusted: move"
                    + " them to a disk of this machine")
        case .memory(let name):
            problem(
                "the data lie in memory (\(name)) and end with the machine: move them to a disk")
        case .container:
            warning(
                "the data lie in the container's own layer and go with it: mount a volume there")
        case .copying(let name):
            warning(
                "\(name) keeps old blocks when files are overwritten: erased data stay on an"
                    + " unencrypted disk, and in its snapshots (Docs/erasure.md)")
        case .unknown(let magic):
            warning(
                "the data lie on an unknown file system (0x\(String(magic, radix: 16))): see that it"
                    + " is a local disk")
        }
    }
}
