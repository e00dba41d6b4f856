internal import Administration
internal import ArgumentParser

/// The command `oblio shop show`.
struct ShowShopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a shop, its settings and the ids of its private keys.")

    @OptionGroup var options: ShopOptions

    func run() async throws {
        Output.shop(try await options.perform(DescribeShop(shop: options.shop)), options)
    }
}
