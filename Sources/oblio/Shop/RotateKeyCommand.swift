internal import Administration
internal import ArgumentParser
internal import Privacy

/// The command `oblio shop rotate-key`.
struct RotateKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate-key",
        abstract: "Add a private key, or end old ones.",
        discussion: """
            Examples:
              oblio shop rotate-key --shop KEY --data ./data
              oblio shop rotate-key --shop KEY --scopes info,forget --data ./data
              oblio shop rotate-key --shop KEY --revoke ID --data ./data

            A new key is shown this once, and those before it stay valid. --revoke ends keys by \
            the ids that `oblio shop show` lists, and makes none. --revoke-others makes a new key \
            and ends all before it.
            """)

    @OptionGroup var options: ShopOptions

    @Option(
        help: ArgumentHelp(
            "Of info, forget, write: what the new key may do (all).", valueName: "scopes"))
    var scopes: String?

    @Option(help: ArgumentHelp("End the key of this id.", valueName: "id"))
    var revoke: [String] = []

    @Flag(help: "End all keys before the new one.")
    var revokeOthers = false

    mutating func validate() throws {
        if !revoke.isEmpty, revokeOthers || scopes != nil {
            throw ValidationError("--revoke makes no key: leave out the other options")
        }
    }

    func run() async throws {
        guard revoke.isEmpty else {
            let operation = RevokePrivateKeys(shop: options.shop, ids: revoke)
            return Output.shop(try await options.perform(operation), options)
        }
        let added = try await options.perform(
            AddPrivateKey(
                shop: options.shop, scopes: scopes.map(NameList.names) ?? KeyScopes.all.names,
                revokesOthers: revokeOthers))
        if options.json { return Output.json(added.json) }
        Output.fields([
            ("id", added.id), ("scopes", added.scopes.joined(separator: ",")),
            ("private key", added.privateKey.secret),
        ])
        StandardStream.error.write("Keep the private key: it is not shown again.\n")
    }
}
