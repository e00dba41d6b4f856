internal import Administration
internal import ArgumentParser
internal import Privacy
internal import PrivacyAPI

/// The command `oblio suppression list`.
struct ListSuppressionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List what is suppressed now, oldest first.",
        discussion: """
            Example:
              oblio suppression list --shop KEY --data ./data

            The ledger keeps no names: a line says what kind of identifier it is, until when, and \
            the receipt of the forget. `oblio info --json` tells whether somebody is suppressed.
            """)

    @OptionGroup var options: ShopOptions

    func run() async throws {
        let list = try await options.perform(ListSuppressions(shop: options.shop))
        if options.json { return Output.json(list.json) }
        for identifier in list.suppressed {
            let until = UTCTime(seconds: identifier.suppression.until)
            StandardStream.output.write(
                "\(identifier.kind)  until \(until)  receipt \(identifier.receipt.text)\n")
        }
        if list.suppressed.isEmpty { StandardStream.error.write("Nothing is suppressed.\n") }
    }
}
