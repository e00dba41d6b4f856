internal import Logging

/// What the service says about itself, on standard error: when it starts and stops.
///
/// Never a request, never anything that a caller chose.
enum ServiceLog {
    static func make() -> Logger {
        Logger(label: "oblio") { StreamLogHandler.standardError(label: $0) }
    }
}
