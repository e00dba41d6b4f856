internal import Administration
internal import ArgumentParser

/// The command `oblio doctor`.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check a deployment, and say what to do.",
        discussion: """
            Examples:
              oblio doctor --data ./data
              oblio doctor --config /etc/oblio/oblio.conf --json

            Looks at the machine, the data folder and the server when it runs; changes nothing. \
            Give it the settings that the server is started with, and run it as the same user. \
            Exit code 0: no problem, though perhaps warnings; 1: a problem. `oblio verify` looks \
            into the data themselves.
            """)

    @OptionGroup var location: DataOptions

    @Flag(help: "Answer in JSON.")
    var json = false

    func run() async throws {
        let report = try await Doctor.examine(location.settings())
        if json {
            Output.json(report.json)
        } else {
            show(report)
        }
        if report.level == .problem { throw ExitCode.failure }
    }

    private func show(_ report: DoctorReport) {
        Output.fields(
            report.findings.map { finding in
                (
                    finding.level.rawValue.padded(to: "problem".count) + "  " + finding.check,
                    finding.message
                )
            })
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
