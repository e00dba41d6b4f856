internal import Administration
internal import ArgumentParser
internal import Privacy
internal import PrivacyAPI

/// The command `oblio backup`.
struct BackUpCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Make a snapshot of every shop, and of the registry.",
        discussion: """
            Examples:
              head -c 32 /dev/urandom > registry.key
              oblio backup --data ./data --registry-key registry.key --keep 14
              oblio backup --data ./data --shop KEY

            Calls go on meanwhile. Snapshots of shops lie in DATA/backups and hold none of their \
            secrets; the registry's lies in DATA/registry-backups, encrypted with the key file. To \
            bring a shop back on another machine it takes both and the key: keep the key file \
            elsewhere. People forgotten later are removed from the snapshots, too.
            """)

    @OptionGroup var location: DataOptions

    @Option(help: ArgumentHelp("The public key of one shop; else all.", valueName: "key"))
    var shop: String?

    @Option(
        help: ArgumentHelp("How many snapshots of each stay; else all.", valueName: "n"))
    var keep: Int64?

    @Option(
        help: ArgumentHelp(
            "A file of 32 bytes or more that the registry is encrypted with.", valueName: "file"))
    var registryKey: String?

    @Flag(help: "Answer in JSON.")
    var json = false

    func run() async throws {
        let key = try registryKey.map { path throws(AdministrationError) in
            try RegistryKey(file: path)
        }
        let outcome = try await location.perform(
            BackUp(shop: shop, keep: keep, registryKey: key))
        if json { Output.json(outcome.json) } else { show(outcome) }
        if key == nil { StandardStream.error.write(Self.warning) }
    }

    private func show(_ outcome: BackUpOutcome) {
        for snapshot in outcome.snapshots {
            StandardStream.output.write("\(snapshot.path)  \(snapshot.bytes) bytes\n")
            for name in snapshot.removed { StandardStream.output.write("removed \(name)\n") }
        }
        if let registry = outcome.registry { StandardStream.output.write("\(registry)\n") }
    }

    private static let warning = """
        The registry was NOT backed up: say --registry-key FILE. Without a copy of the registry, \
        these snapshots cannot be restored once the data folder is lost: it alone holds the shops' \
        keys and secrets.

        """
}
