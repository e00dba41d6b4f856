internal import Administration
internal import ArgumentParser
internal import Privacy

/// The command `oblio purge`.
struct PurgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "purge",
        abstract: "Finish now what would be done in the background after a forget.",
        discussion: """
            Examples:
              oblio purge --data ./data
              oblio purge --data ./data --backups

            Looks at every file for what was erased, and repairs where something is found. With \
            --backups the snapshots are rewritten, so that the forgotten are gone from them too; \
            the server does both by itself.
            """)

    @OptionGroup var location: DataOptions

    @Flag(help: "Rewrite the snapshots, too.")
    var backups = false

    @Flag(help: "Answer in JSON.")
    var json = false

    func run() async throws {
        let summary = try await location.perform(PurgeFiles(backups: backups))
        if json { return Output.json(summary.json) }
        Output.fields([
            ("shops", "\(summary.shops)"), ("forgets taken further", "\(summary.erasures)"),
            ("bytes looked at", "\(summary.examinedBytes)"), ("repaired", "\(summary.repaired)"),
            ("snapshots rewritten", "\(summary.rewrittenSnapshots)"),
        ])
    }
}
