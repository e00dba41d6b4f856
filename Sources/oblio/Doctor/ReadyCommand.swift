internal import Administration
internal import ArgumentParser

/// The command `oblio ready`.
struct ReadyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ready",
        abstract: "Ask a running server whether it can read and write.",
        discussion: """
            Examples:
              oblio ready
              oblio ready --url http://127.0.0.1:8080

            Exit code 0: it answered /ready with ok; 1: it did not. Without --url it asks where \
            the settings (OBLIO_HOST, OBLIO_PORT, --config) say that a server of this machine \
            listens. For supervisors, container health checks and scripts that wait for a start.
            """)

    @Option(help: ArgumentHelp("Where oblio itself listens: http://HOST:PORT.", valueName: "url"))
    var url: String?

    @OptionGroup var location: DataOptions

    func run() async throws {
        for notice in try ServiceProbe(of: address()).notices() {
            StandardStream.error.write("\(notice)\n")
        }
        StandardStream.output.write("ready\n")
    }

    private func address() throws(AdministrationError) -> ServiceAddress {
        if let url { return try ServiceAddress(url: url) }
        return ServiceAddress(of: try ServiceSettings(location.settings()))
    }
}
