internal import ArgumentParser

/// The command `oblio shop`.
struct ShopCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shop",
        abstract: "Make, show and change shops.",
        discussion: """
            Examples:
              oblio shop create "My shop" --data ./data
              oblio shop list --data ./data --json
              oblio shop rotate-key --shop KEY --scopes info,forget --data ./data
              oblio shop configure --shop KEY --collect orders,customers,email --data ./data
            """,
        subcommands: [
            CreateShopCommand.self, ListShopsCommand.self, ShowShopCommand.self,
            ConfigureShopCommand.self, RotateKeyCommand.self, DisableShopCommand.self,
            EnableShopCommand.self, DeleteShopCommand.self,
        ])
}
