internal import Glibc

/// Whether the process may have enough files and sockets open.
struct OpenFilesCheck: Check {
    static let name = "open files"
    /// With fewer a single busy shop and a proxy's connections are too many.
    static let least: UInt64 = 256
    /// With fewer than this some dozen shops are open at a time, and connections wait.
    static let low: UInt64 = 4_096

    func findings(in deployment: Deployment) -> [Finding] {
        // A server raises its limit at its start to what the system allows.
        [
            finding(
                limit: deployment.server?.limit("Max open files")
                    ?? ProcessLimits.own(RLIMIT_NOFILE).hard)
        ]
    }

    func finding(limit: UInt64) -> Finding {
        let advice = "LimitNOFILE=65536 in the unit, or `ulimits` of the container"
        if limit < Self.least { return problem("only \(limit) files may be open: \(advice)") }
        if limit < Self.low { return warning("only \(limit) files may be open: \(advice)") }
        return ok("\(limit) files may be open")
    }
}
