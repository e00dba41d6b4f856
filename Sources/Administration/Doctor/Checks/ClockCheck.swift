internal import CLinux
internal import Glibc

/// Whether the clock can be right.
///
/// When somebody was forgotten, until when old data stay out and how old a snapshot is are told by it.
struct ClockCheck: Check {
    static let name = "clock"
    /// Two clocks may differ by this (a volume that was written on another machine).
    static let toleranceSeconds: Int64 = 60
    /// adjtimex(2): `TIME_ERROR`.
    private static let unsynchronised: Int32 = 5
    /// Room for a `struct timex`, which has 208 bytes.
    private static let statusWords = 64

    func findings(in deployment: Deployment) -> [Finding] {
        var status = [UInt64](repeating: 0, count: Self.statusWords)
        let state = unsafe adjtimex(&status)
        return [
            order(now: deployment.now, newest: Self.newest(in: deployment)),
            synchronisation(isKnown: state >= 0, isSynchronised: state != Self.unsynchronised),
        ]
    }

    func order(now: Int64, newest: Int64) -> Finding {
        newest > now + Self.toleranceSeconds
            ? problem(
                "the clock is \(newest - now) s before what was last written here: set it before"
                    + " oblio runs, or old data come back and snapshots seem too new")
            : ok("it is later than everything that was written")
    }

    func synchronisation(isKnown: Bool, isSynchronised: Bool) -> Finding {
        guard isKnown else { return ok("whether it is synchronised cannot be seen from here") }
        return isSynchronised
            ? ok("it is synchronised")
            : warning("it is not synchronised: run chrony or systemd-timesyncd")
    }

    /// When a file of the data, or this program, was last written.
    private static func newest(in deployment: Deployment) -> Int64 {
        var program = stat()
        let built = unsafe stat("/proc/self/exe", &program) == 0 ? Int64(program.st_mtim.tv_sec) : 0
        return deployment.files.entries.map(\.modified).reduce(built, max)
    }
}
