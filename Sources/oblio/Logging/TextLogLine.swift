internal import Logging
internal import PrivacyAPI

/// A line for people: `2025-11-23T06:09:41Z notice listening url=http://127.0.0.1:8080`.
struct TextLogLine: LogLineFormat {
    func line(
        time: Int64, level: Logger.Level, message: String, metadata: [(name: String, value: String)]
    ) -> [UInt8] {
        var line = "\(UTCTime(seconds: time).internet) \(level) \(message)"
        for (name, value) in metadata { line += " \(name)=\(Self.quoted(value))" }
        return Array((line + "\n").utf8)
    }

    private static func quoted(_ value: String) -> String {
        let isPlain =
            !value.isEmpty && value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 }
        return isPlain ? value : String(reflecting: value)
    }
}
