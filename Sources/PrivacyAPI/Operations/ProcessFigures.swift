internal import Glibc

/// What the system knows of this process, under the names that Prometheus clients give it.
struct ProcessFigures {
    /// Memory that is in use, in bytes.
    let residentBytes: Int
    /// Descriptors that are open.
    let openDescriptors: Int
    /// The most descriptors that may be.
    let maximumDescriptors: Int

    /// Those of now.
    init() {
        residentBytes = Self.residentPages * Int(sysconf(Int32(_SC_PAGESIZE)))
        openDescriptors = Self.countDescriptors()
        maximumDescriptors = Int(sysconf(Int32(_SC_OPEN_MAX)))
    }

    /// The second number of `/proc/self/statm` (proc(5)).
    private static var residentPages: Int {
        let descriptor = unsafe open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return 0 }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 128)
        let count = unsafe read(descriptor, &bytes, bytes.count)
        guard count > 0 else { return 0 }
        let numbers = String(decoding: bytes[..<count], as: UTF8.self).split(separator: " ")
        return numbers.count > 1 ? Int(numbers[1]) ?? 0 : 0
    }

    private static func countDescriptors() -> Int {
        guard let folder = unsafe opendir("/proc/self/fd") else { return 0 }
        defer { unsafe _ = closedir(folder) }
        var count = 0
        while unsafe readdir(folder) != nil { count += 1 }
        // The entries for the folder, its parent, and the descriptor that reads it.
        return count - 3
    }
}

extension PrometheusText {
    /// The process's figures.
    mutating func process(_ figures: ProcessFigures) {
        single(
            "process_resident_memory_bytes", "gauge", "Resident memory in bytes.",
            figures.residentBytes)
        single(
            "process_open_fds", "gauge", "Descriptors that are open.", figures.openDescriptors)
        single(
            "process_max_fds", "gauge", "The most descriptors that may be open.",
            figures.maximumDescriptors)
    }
}
