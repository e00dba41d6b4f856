import Foundation

/// The address ranges at which this process has a file mapped, as the system tells.
func mappings(of path: String) throws -> [ClosedRange<UInt>] {
    let text = try String(contentsOfFile: "/proc/self/maps", encoding: .utf8)
    return text.split(separator: "\n").filter { $0.hasSuffix(path) }.compactMap { line in
        let ends = line.prefix { $0 != " " }.split(separator: "-").compactMap {
            UInt($0, radix: 16)
        }
        return ends.count == 2 ? ends[0]...ends[1] - 1 : nil
    }
}
