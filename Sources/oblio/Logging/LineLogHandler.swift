internal import Glibc
internal import Logging

/// Hands log events, as lines, to whoever writes them.
struct LineLogHandler: LogHandler {
    let format: any LogLineFormat
    let lines: LogLines
    var logLevel = Logger.Level.info
    var metadata = Logger.Metadata()
    var metadataProvider: Logger.MetadataProvider?

    init(format: any LogLineFormat, lines: LogLines) {
        self.format = format
        self.lines = lines
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
        if let own = event.metadata { all.merge(own) { $1 } }
        let sorted = all.sorted { $0.key < $1.key }
        lines.append(
            format.line(
                time: Int64(time(nil)), level: event.level, message: event.message.description,
                metadata: sorted.map { ($0.key, $0.value.description) }))
    }
}
