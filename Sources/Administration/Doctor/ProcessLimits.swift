internal import Glibc

/// Limits of a process.
enum ProcessLimits {
    /// The limit in effect as `/proc/PID/limits` shows it: nil when it is not there.
    static func soft(_ name: String, in text: String) -> UInt64? {
        let line = text.split(separator: "\n").first { $0.hasPrefix(name + " ") }
        let value = line?.dropFirst(name.count).split(separator: " ").first
        return value.flatMap { $0 == "unlimited" ? .max : UInt64($0) }
    }

    /// This process's own: what is in effect, and to what it can be raised.
    static func own(_ resource: __rlimit_resource) -> (soft: UInt64, hard: UInt64) {
        var limit = rlimit()
        guard unsafe getrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0 else {
            return (.max, .max)
        }
        return (UInt64(limit.rlim_cur), UInt64(limit.rlim_max))
    }
}
