internal import Glibc

/// Whether the data folder is its owner's alone, and who that is.
struct FolderCheck: Check {
    static let name = "folder"

    func findings(in deployment: Deployment) -> [Finding] {
        let path = deployment.folder
        var status = stat()
        guard unsafe stat(path, &status) == 0 else {
            return [
                problem("there is no data folder at \(path): `oblio shop create` makes one")
            ]
        }
        guard status.st_mode & S_IFMT == S_IFDIR else { return [problem("\(path) is no folder")] }
        return [mode(status.st_mode, path), owner(status.st_uid, user: geteuid())]
    }

    private func mode(_ mode: mode_t, _ path: String) -> Finding {
        mode & 0o077 == 0
            ? ok("only its owner may enter the data folder")
            : problem("others may look into the data folder: `chmod 700 \(path)`")
    }

    func owner(_ owner: uid_t, user: uid_t) -> Finding {
        switch (owner, user) {
        case (0, 0):
            warning("root owns the data folder: run oblio as a user of its own, who owns it")
        case (_, owner): ok("this user owns it")
        case (_, 0):
            warning(
                "user \(owner) owns the data folder and this is root, whose commands leave files"
                    + " that the server cannot use: run commands as user \(owner)")
        default:
            problem("user \(owner) owns the data folder: run oblio and its commands as that user")
        }
    }
}
