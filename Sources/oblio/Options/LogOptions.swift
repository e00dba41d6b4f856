internal import Administration
internal import ArgumentParser

/// What is logged, and how.
struct LogOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("How log lines are written: text or json (text).", valueName: "format"))
    var logFormat: String?

    @Option(
        help: ArgumentHelp(
            "Which requests are logged: off, errors or all (errors).", valueName: "which"))
    var logRequests: String?

    /// What was given.
    var flags: [Setting: String] {
        var flags: [Setting: String] = [:]
        flags[.logFormat] = logFormat
        flags[.logRequests] = logRequests
        return flags
    }
}
