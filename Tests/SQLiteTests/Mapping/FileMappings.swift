import Glibc

/// The address ranges at which this process has a file mapped, as the system tells.
///
/// The list is read to its end: a short read of it, which is usual, is not its end.
func mappings(of path: String) -> [ClosedRange<UInt>] {
    guard let file = unsafe fopen("/proc/self/maps", "r") else { return [] }
    defer { unsafe fclose(file) }
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { unsafe free(line) }
    var found: [ClosedRange<UInt>] = []
    while unsafe getline(&line, &capacity, file) > 0, let text = unsafe line {
        let text = unsafe String(cString: text)
        guard text.hasSuffix(path + "\n") else { continue }
        let ends = text.prefix { $0 != " " }.split(separator: "-")
            .compactMap { UInt($0, radix: 16) }
        if ends.count == 2 { found.append(ends[0]...ends[1] - 1) }
    }
    return found
}
