internal import Administration
internal import ArgumentParser
internal import Privacy

/// The command `oblio shop create`.
struct CreateShopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Make a shop and show its keys; the private key is shown this once.",
        discussion: """
            Examples:
              oblio shop create "My shop" --data ./data
              oblio shop create "My shop" --key KEY --private-key-file key.txt --data ./data

            A shop that moves here may bring its own keys. The data folder is made when it is \
            not there.
            """)

    @Argument(help: "What people call it.")
    var name: String

    @Option(help: "Its public key; a new one unless given.")
    var key: String?

    @Option(
        help: ArgumentHelp(
            "A file that holds its private key; a new one unless given.", valueName: "file"))
    var privateKeyFile: String?

    @OptionGroup var location: DataOptions

    @Flag(help: "Answer in JSON.")
    var json = false

    func run() async throws {
        let privateKey = try privateKeyFile.map(PrivateKeyFile.read)
        let shop = try await location.withAdministration(
            isMade: true
        ) { administration async throws(AdministrationError) in
            try await administration.perform(
                CreateShop(name: name, key: key, privateKey: privateKey))
        }
        if json { return Output.json(shop.json) }
        Output.fields([
            ("shop", shop.name), ("id", shop.id), ("public key", shop.key),
            ("private key", shop.privateKey.secret),
        ])
        StandardStream.error.write("Keep the private key: it is not shown again.\n")
    }
}
