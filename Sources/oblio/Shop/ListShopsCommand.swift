internal import Administration
internal import ArgumentParser

/// The command `oblio shop list`.
struct ListShopsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the shops, oldest first.")

    @OptionGroup var location: DataOptions

    @Flag(help: "Answer in JSON.")
    var json = false

    func run() async throws {
        let list = try await location.withAdministration {
            administration async throws(AdministrationError) in
            try await administration.perform(ListShops())
        }
        if json { return Output.json(list.shops.map(\.json)) }
        for shop in list.shops {
            let state = shop.isDisabled ? "  (disabled)" : ""
            StandardStream.output.write("\(shop.key)  \(shop.name)\(state)\n")
        }
    }
}
