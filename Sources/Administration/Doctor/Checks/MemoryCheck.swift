internal import Glibc

/// Whether what is in memory can come to a disk: erased data would stay there (Docs/erasure.md).
struct MemoryCheck: Check {
    static let name = "memory"

    func findings(in deployment: Deployment) -> [Finding] {
        let limit =
            deployment.server?.limit("Max core file size") ?? ProcessLimits.own(RLIMIT_CORE).soft
        let text = (try? SmallFile.text(at: "/proc/swaps")) ?? ""
        let mayNotSwap = (try? SmallFile.text(at: "/sys/fs/cgroup/memory.swap.max")) == "0"
        let areas = mayNotSwap ? [] : SwapAreas.plain(in: text, isEncrypted: SwapAreas.isEncrypted)
        return [coreDumps(limit: limit), swap(areas)]
    }

    func coreDumps(limit: UInt64) -> Finding {
        limit == 0
            ? ok("a crash leaves no core dump")
            : warning(
                "a crash writes what is in memory to a core dump: LimitCORE=0 in the unit, or"
                    + " `ulimit -c 0`")
    }

    func swap(_ areas: [String]) -> Finding {
        areas.isEmpty
            ? ok("no swap on an unencrypted disk")
            : warning(
                "memory may come to \(areas.joined(separator: ", ")): no swap, or an encrypted one")
    }
}
