internal import JSON
internal import Logging
internal import PrivacyAPI

/// A line for machines: a JSON object, with numbers as numbers.
struct JSONLogLine: LogLineFormat {
    func line(
        time: Int64, level: Logger.Level, message: String, metadata: [(name: String, value: String)]
    ) -> [UInt8] {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        writer.name("time")
        writer.string(UTCTime(seconds: time).internet)
        writer.name("level")
        writer.string(level.rawValue)
        writer.name("message")
        writer.string(message)
        for (name, value) in metadata {
            writer.member(name)
            if let number = Int64(value), "\(number)" == value {
                writer.integer(number)
            } else {
                writer.string(value)
            }
        }
        writer.endObject()
        return writer.bytes + [UInt8(ascii: "\n")]
    }
}
