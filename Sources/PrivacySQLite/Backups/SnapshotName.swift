internal import Glibc

/// The name of a snapshot's file without its ending: `2026-11-25T03-10-31Z-0a1b2c3d`.
///
/// Sorted by name they are sorted by time; the last digits, at random, tell those of one second
/// apart.
struct SnapshotName: Sendable, Hashable, Comparable {
    /// The name.
    let text: String

    /// A digit stands for any, an `x` for a hexadecimal one.
    private static let pattern = Array("0000-00-00T00-00-00Z-xxxxxxxx".utf8)

    /// A name for a snapshot made at that time, in seconds since 1970.
    init(created: Int64) {
        let tag = String(UInt32.random(in: .min ... .max), radix: 16)
        text = Self.time(created) + "Z-" + Self.padded(tag, 8)
    }

    /// A name that is there; nil when it is none.
    init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == Self.pattern.count,
            zip(bytes, Self.pattern).allSatisfy({ Self.fits($0, $1) })
        else { return nil }
        self.text = String(text)
    }

    static func < (left: SnapshotName, right: SnapshotName) -> Bool { left.text < right.text }

    private static func fits(_ byte: UInt8, _ pattern: UInt8) -> Bool {
        let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        switch pattern {
        case UInt8(ascii: "0"): return isDigit
        case UInt8(ascii: "x"):
            return isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
        default: return byte == pattern
        }
    }

    private static func time(_ seconds: Int64) -> String {
        var time = time_t(seconds)
        var parts = unsafe tm()
        unsafe gmtime_r(&time, &parts)
        let numbers = unsafe [
            parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min,
            parts.tm_sec,
        ]
        let texts = zip(numbers, [4, 2, 2, 2, 2, 2]).map { padded(String($0), $1) }
        return texts[..<3].joined(separator: "-") + "T" + texts[3...].joined(separator: "-")
    }

    private static func padded(_ text: String, _ count: Int) -> String {
        String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }
}
