internal import CLinux
internal import Glibc

/// Whether the kernel, or what stands before it, gives what the server needs.
struct KernelCheck: Check {
    static let name = "kernel"
    /// With fewer the connections of a burst are refused before they are seen.
    static let fewWaiting = 1_024

    func findings(in deployment: Deployment) -> [Finding] {
        let text = try? SmallFile.text(at: "/proc/sys/net/core/somaxconn")
        return [calls(), waiting(text.flatMap { Int($0) })]
    }

    private func calls() -> Finding {
        let numbers = [epoll_create1(Int32(EPOLL_CLOEXEC)), eventfd(0, 0)]
        let failed = numbers.contains { $0 < 0 }
        for number in numbers where number >= 0 { close(number) }
        if failed {
            return problem("epoll or eventfd is refused: the sandbox must allow them")
        }
        guard unsafe access("/proc/self/fd", R_OK) == 0 else {
            return problem("/proc is not mounted: mount it")
        }
        return ok("it has what is needed")
    }

    func waiting(_ most: Int?) -> Finding {
        guard let most else { return ok("how many connections may wait cannot be seen from here") }
        return most < Self.fewWaiting
            ? warning("only \(most) connections may wait: `sysctl net.core.somaxconn=4096`")
            : ok("\(most) connections may wait to be accepted")
    }
}
