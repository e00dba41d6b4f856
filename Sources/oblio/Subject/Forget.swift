internal import Administration
internal import ArgumentParser
internal import JSON
internal import Privacy

/// The command `oblio forget`.
struct Forget: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Forget a subject; their orders stay, anonymous for ever.",
        discussion: """
            Examples:
              oblio forget --shop KEY --email jane@example.com --preview --data ./data
              oblio forget --shop KEY --customer 1234 --yes --data ./data

            On a terminal it tells what will be removed and asks, unless --yes is said. \
            `oblio receipt show` shows the receipt whose id it prints.
            """)

    @OptionGroup var who: SubjectOptions

    @OptionGroup var options: ShopOptions

    @Flag(help: "Tell what would be removed and kept; change nothing.")
    var preview = false

    @Flag(help: "Do not ask.")
    var yes = false

    func run() async throws {
        let subject = try who.subject()
        let look = EraseSubject(subject: subject, shop: options.shop, isPreview: true)
        if preview { return show(try await options.perform(look), as: "preview") }
        if !yes, Confirmation.canBeAsked {
            show(try await options.perform(look), as: "preview")
            try Confirmation.ask("This cannot be undone.")
        }
        let erase = EraseSubject(subject: subject, shop: options.shop, isPreview: false)
        show(try await options.perform(erase), as: "forgotten")
    }

    private func show(_ summary: ErasureSummary, as name: String) {
        if options.json {
            var object = JSONObject()
            object["status"] = .string("ok")
            object["receipt"] = summary.receipt.map { .string($0.text) }
            object[name] = .object(summary.counts)
            return Output.json(object)
        }
        let verb = name == "preview" ? "would erase" : "erased"
        let lines =
            summary.erased.filter { $0.count > 0 }.map { (verb + " " + $0.kind, "\($0.count)") }
            + summary.kept.map { ("keeps " + $0.kind + ", anonymous", "\($0.count)") }
        Output.fields(lines + (summary.receipt.map { [("receipt", $0.text)] } ?? []))
    }
}
