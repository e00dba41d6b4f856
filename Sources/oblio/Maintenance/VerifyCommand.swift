internal import Administration
internal import ArgumentParser
internal import Privacy

/// The command `oblio verify`.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Look whether every file, chain, receipt and snapshot is as it should be.",
        discussion: """
            Examples:
              oblio verify --data ./data
              oblio verify --data ./data --json

            Changes nothing of the shops' data. What is wrong is listed, and the exit code is then \
            1. Nothing personal is shown.
            """)

    @OptionGroup var location: DataOptions

    @Flag(help: "Answer in JSON.")
    var json = false

    func run() async throws {
        let report = try await location.perform(VerifyData())
        if json {
            Output.json(report.json)
        } else {
            show(report)
        }
        if !report.faults.isEmpty { throw ExitCode.failure }
    }

    private func show(_ report: VerificationReport) {
        Output.fields([
            ("shops", "\(report.shops)"), ("receipts", "\(report.receipts)"),
            ("audit entries", "\(report.auditEntries)"), ("snapshots", "\(report.snapshots)"),
            ("bytes looked at", "\(report.examinedBytes)"), ("faults", "\(report.faults.count)"),
        ])
        for fault in report.faults {
            let place = fault.shop.isEmpty ? "registry" : "shop \(fault.shop)"
            StandardStream.output.write("\(place): \(fault.message)\n")
        }
    }
}
