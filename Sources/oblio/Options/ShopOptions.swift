internal import Administration
internal import ArgumentParser

/// Which shop, and where the data are.
struct ShopOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The public key of the shop.", valueName: "key"))
    var shop: String

    @OptionGroup var location: DataOptions

    @Flag(help: "Answer in JSON.")
    var json = false

    /// Does one thing for the shop.
    func perform<Wish: Operation>(
        _ operation: Wish
    ) async throws(AdministrationError) -> Wish.Outcome {
        try await location.withAdministration { administration async throws(AdministrationError) in
            try await administration.perform(operation)
        }
    }
}
