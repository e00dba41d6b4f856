internal import Administration
internal import ArgumentParser
internal import JSON

/// The command `oblio import`.
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring a data feed or another system's history into a shop.",
        discussion: """
            Examples:
              oblio import feed.json --shop KEY --data ./data
              oblio import history.jsonl --shop KEY --data ./data --skip-invalid

            A .jsonl file has a record a line; any other is a data feed, one object with the \
            lists products, categories, pages, customers and orders. Docs/import.md describes \
            both. Files of any size are taken, and the same file again changes nothing but \
            history, which it adds.
            """)

    @Argument(help: "The file.")
    var file: String

    @OptionGroup var options: ShopOptions

    @Flag(help: "Count records that are not as they should be, and go on.")
    var skipInvalid = false

    func run() async throws {
        let start = ContinuousClock.now
        let bar = ProgressBar()
        defer { bar.clear() }
        let job = FileImport(path: file, shop: options.shop, skipsInvalid: skipInvalid)
        let tally = try await options.location.withAdministration {
            administration async throws(AdministrationError) in
            try await job.run(through: administration) { bar.show($0) }
        }
        bar.clear()
        report(tally, seconds: start.duration(to: .now))
    }

    private func report(_ tally: ImportTally, seconds duration: Duration) {
        let seconds =
            Double(duration.components.seconds)
            + Double(duration.components.attoseconds / 1_000_000_000_000_000) / 1_000
        if options.json {
            var object = tally.json
            object["seconds"] = JSONNumber(text: "\(seconds)").map(JSONValue.number)
            return Output.json(object)
        }
        var lines = RecordTable.allCases.compactMap { table in
            tally.imported[table].map { (table.plural, "\($0)") }
        }
        if tally.withoutEffect > 0 { lines.append(("without effect", "\(tally.withoutEffect)")) }
        if tally.suppressed > 0 {
            lines.append(("forgotten, stayed out", "\(tally.suppressed)"))
        }
        if tally.invalid > 0 { lines.append(("invalid", "\(tally.invalid)")) }
        if !tally.ignored.isEmpty {
            lines.append(("not collected", tally.ignored.sorted().joined(separator: ", ")))
        }
        lines.append(("seconds", "\(seconds)"))
        Output.fields(lines)
    }
}
