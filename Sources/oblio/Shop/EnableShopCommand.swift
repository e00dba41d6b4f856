internal import Administration
internal import ArgumentParser

/// The command `oblio shop enable`.
struct EnableShopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable", abstract: "Have a disabled shop answer again.")

    @OptionGroup var options: ShopOptions

    func run() async throws {
        let operation = SetShopDisabled(shop: options.shop, isDisabled: false)
        Output.shop(try await options.perform(operation), options)
    }
}
