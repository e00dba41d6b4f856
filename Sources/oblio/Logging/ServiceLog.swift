internal import Administration
internal import Glibc
internal import Logging
internal import PrivacyAPI

/// What the service says about itself and its requests, on standard error.
///
/// Never anything personal, and nothing that a caller chose: see `RequestRecord`.
struct ServiceLog: Sendable {
    private let logger: Logger
    private let lines: LogLines

    /// A log as the settings want it.
    init(_ settings: LogSettings) {
        let format: any LogLineFormat =
            switch settings.format {
            case .text: TextLogLine()
            case .json: JSONLogLine()
            }
        let lines = LogLines { dropped in
            format.line(
                time: Int64(time(nil)), level: .warning, message: "lines of the log were dropped",
                metadata: [("count", "\(dropped)")])
        }
        self.lines = lines
        logger = Logger(label: "oblio") { _ in LineLogHandler(format: format, lines: lines) }
    }

    /// Says something about the service.
    func say(_ message: Logger.Message, _ metadata: Logger.Metadata = [:]) {
        logger.notice(message, metadata: metadata)
    }

    /// Says that something that was asked for was not done.
    func fail(_ message: Logger.Message, _ metadata: Logger.Metadata) {
        logger.error(message, metadata: metadata)
    }

    /// Has what the service tells of logged.
    var events: ServiceEvents {
        var events = ServiceEvents()
        events.onAnswer = answered
        events.onTrouble = trouble
        return events
    }

    private func trouble(_ words: String, isOver: Bool) {
        if isOver {
            logger.notice("trouble is over", metadata: ["reason": "\(words)"])
        } else {
            logger.warning("trouble", metadata: ["reason": "\(words)"])
        }
    }

    private func answered(_ record: RequestRecord) {
        var metadata: Logger.Metadata = [
            "request_id": "\(record.id)", "method": "\(record.method)",
            "endpoint": "\(record.endpoint)", "status": "\(record.status)",
            "duration_us": "\(record.microseconds)",
        ]
        if let shop = record.shop { metadata["shop"] = "\(shop)" }
        if let error = record.error {
            metadata["error"] = "\(error.type)"
            metadata["error_id"] = "\(error.id)"
        }
        logger.log(level: record.status >= 500 ? .error : .info, "request", metadata: metadata)
    }

    /// Writes out what waits.
    func flush() { lines.flush() }

    /// Writes out what waits; nothing is logged after it.
    func close() { lines.close() }
}
