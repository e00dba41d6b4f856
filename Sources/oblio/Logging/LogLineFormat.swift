internal import Logging

/// Writes a log event as one line.
protocol LogLineFormat: Sendable {
    /// The line, with its end.
    ///
    /// - Parameters:
    ///   - time: When it happened, in seconds since 1970.
    ///   - metadata: In the order in which it is to be written.
    func line(
        time: Int64, level: Logger.Level, message: String, metadata: [(name: String, value: String)]
    ) -> [UInt8]
}
