internal import Administration
internal import ArgumentParser

/// The command `oblio shop disable`.
struct DisableShopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "Have a shop refuse every call; nothing is deleted.")

    @OptionGroup var options: ShopOptions

    func run() async throws {
        let operation = SetShopDisabled(shop: options.shop, isDisabled: true)
        Output.shop(try await options.perform(operation), options)
    }
}
