internal import Administration
internal import ArgumentParser

/// The command `oblio suppression lift`.
struct LiftSuppressionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lift",
        abstract: "Let a forgotten subject's data in again from now on.",
        discussion: """
            Examples:
              oblio suppression lift --shop KEY --email jane@example.com --data ./data
              oblio suppression lift --shop KEY --receipt ID --data ./data

            By an identifier, only that one is lifted; by a receipt, everything that the forget \
            suppressed. What was erased stays erased.
            """)

    @OptionGroup var who: SubjectOptions

    @Option(help: ArgumentHelp("The id of a forget's receipt.", valueName: "id"))
    var receipt: String?

    @OptionGroup var options: ShopOptions

    mutating func validate() throws {
        if receipt != nil, who.isGiven {
            throw ValidationError("--receipt stands alone: leave out the others")
        }
    }

    func run() async throws {
        let target: LiftSuppression.Target =
            if let receipt { .receipt(receipt) } else { .subject(try who.subject()) }
        let outcome = try await options.perform(LiftSuppression(of: target, shop: options.shop))
        if options.json { return Output.json(outcome.json) }
        Output.fields([("lifted", "\(outcome.lifted)")])
    }
}
