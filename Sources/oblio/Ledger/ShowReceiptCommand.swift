internal import Administration
internal import ArgumentParser

/// The command `oblio receipt show`.
struct ShowReceiptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what was erased and kept by a forget, and how far its purge is.",
        discussion: """
            Examples:
              oblio receipt show --shop KEY --id ID --data ./data
              oblio receipt show --shop KEY --id ID --data ./data --json > receipt.json

            The id is what `oblio forget` prints and privacy/forget answers. With --json it is the \
            object that privacy/receipt answers, signed.
            """)

    @OptionGroup var options: ShopOptions

    @Option(help: "The id of the receipt.")
    var id: String

    func run() async throws {
        let receipt = try await options.perform(ShowReceipt(shop: options.shop, id: id))
        if options.json { return Output.json(receipt.json) }
        Output.fields(ReceiptLines.lines(of: try receipt.document()))
    }
}
