internal import ArgumentParser

/// The command `oblio receipt`.
struct ReceiptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receipt",
        abstract: "Show the receipt of a forget, or check one.",
        discussion: """
            Examples:
              oblio receipt show --shop KEY --id ID --data ./data --json > receipt.json
              oblio receipt verify receipt.json --public-key BASE64
            """,
        subcommands: [ShowReceiptCommand.self, VerifyReceiptCommand.self])
}
