internal import Administration
internal import ArgumentParser

/// The command `oblio shop delete`.
struct DeleteShopCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Delete a shop with everything that it holds, its ledger and its snapshots.",
        discussion: """
            Examples:
              oblio shop delete --shop KEY --data ./data
              oblio shop delete --shop KEY --data ./data --yes --json > final-receipt.json

            What is left is the final receipt, which it prints and which stays in DATA/closed. \
            `oblio receipt verify` checks it.
            """)

    @OptionGroup var options: ShopOptions

    @Flag(help: "Do not ask.")
    var yes = false

    func run() async throws {
        let shop = try await options.perform(DescribeShop(shop: options.shop))
        if !yes {
            guard Confirmation.canBeAsked else {
                throw AdministrationError(.usage, "there is nobody to ask: say --yes")
            }
            try Confirmation.ask("Everything that \(shop.name) holds will be deleted.")
        }
        let receipt = try await options.perform(DeleteShop(shop: options.shop))
        if options.json { return Output.json(receipt.json) }
        Output.fields(ReceiptLines.lines(of: try receipt.document()))
        StandardStream.error.write("\(shop.name) is deleted.\n")
    }
}
