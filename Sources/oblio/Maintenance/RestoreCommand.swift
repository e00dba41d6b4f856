internal import Administration
internal import ArgumentParser
internal import Privacy
internal import PrivacyAPI

/// The command `oblio restore`.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a snapshot in place of what its shop holds; the forgotten stay forgotten.",
        discussion: """
            Examples:
              oblio restore ./data/backups/ID/NAME.oblio-backup --data ./data
              oblio restore NAME.oblio-registry --registry-key registry.key --data ./new-data

            A snapshot is checked first; one that is damaged, or older than the ledger reaches, is \
            refused, and nothing has changed. Whoever was forgotten since is forgotten in it before \
            the shop answers again. The registry comes back only into a folder that has none. On a \
            terminal it asks before it replaces a shop, unless --yes is said.
            """)

    @Argument(help: "The snapshot: of a shop, or of the registry (.oblio-registry).")
    var file: String

    @OptionGroup var location: DataOptions

    @Option(
        help: ArgumentHelp("The file that the registry was encrypted with.", valueName: "file"))
    var registryKey: String?

    @Flag(help: "Do not ask.")
    var yes = false

    @Flag(help: "Answer in JSON.")
    var json = false

    func run() async throws {
        let path = try AbsolutePath.of(file)
        let summary =
            path.hasSuffix(RegistryRestore.suffix)
            ? try restoreRegistry(path) : try await restoreShop(path)
        if json { return Output.json(summary.json) }
        guard let shop = summary.shop else { return Output.fields([("restored", "registry")]) }
        Output.fields([
            ("restored", "shop \(shop.text)"),
            ("as it was at", UTCTime(seconds: summary.created).description),
            ("forgotten again", "\(summary.replayed)"),
        ])
    }

    private func restoreShop(_ path: String) async throws -> RestoreSummary {
        if !yes, Confirmation.canBeAsked {
            try Confirmation.ask("What the shop holds now will be replaced by the snapshot.")
        }
        return try await location.perform(RestoreSnapshot(path: path))
    }

    private func restoreRegistry(_ path: String) throws(AdministrationError) -> RestoreSummary {
        guard let registryKey else {
            throw AdministrationError(
                .usage, "a snapshot of the registry is encrypted: say --registry-key FILE")
        }
        return try RegistryRestore.run(
            from: path, key: RegistryKey(file: registryKey),
            dataFolder: location.settings().dataFolder())
    }
}
