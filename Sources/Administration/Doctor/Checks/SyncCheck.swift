internal import Glibc

/// Whether the disk brings to safety what it is given, and how fast.
///
/// It writes to a file without a name, of which nothing is left.
struct SyncCheck: Check {
    static let name = "syncs"
    /// Every answer to a write waits for some of them: slower than this is felt by shops.
    static let slowMicroseconds: Int64 = 20_000
    /// No disk is faster; what is, does not write.
    static let leastMicroseconds: Int64 = 5
    private static let tries = 9
    /// open(2): a file without a name, `O_TMPFILE`, which Glibc hides.
    private static let unnamedFile: Int32 = 0o20000000 | O_DIRECTORY

    func findings(in deployment: Deployment) -> [Finding] {
        guard unsafe access(deployment.folder, W_OK) == 0 else {
            return [problem("this user cannot write to the data folder")]
        }
        guard
            let file = try? Descriptor(
                opening: deployment.folder, O_WRONLY | Self.unnamedFile, mode: 0o600)
        else {
            return [ok("not measured: this file system has no files without a name")]
        }
        var times: [Int64] = []
        let page = [UInt8](repeating: 1, count: 4_096)
        for _ in 0..<Self.tries {
            let start = ContinuousClock.now
            guard unsafe pwrite(file.number, page, page.count, 0) == page.count,
                fdatasync(file.number) == 0
            else {
                let reason = SystemMessage.text(of: errno)
                return [problem("the disk does not take what is written: \(reason)")]
            }
            times.append(Int64(start.duration(to: .now) / .microseconds(1)))
        }
        return [finding(medianMicroseconds: times.sorted()[Self.tries / 2])]
    }

    func finding(medianMicroseconds time: Int64) -> Finding {
        if time < Self.leastMicroseconds {
            return warning(
                "a sync takes \(time) µs, which no disk does: what was answered may be lost with the"
                    + " power")
        }
        if time > Self.slowMicroseconds {
            return warning("a sync takes \(time / 1_000) ms, and every write waits for it")
        }
        return ok("a sync of 4 kB takes \(time) µs")
    }
}
