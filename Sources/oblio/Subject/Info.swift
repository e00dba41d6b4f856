internal import Administration
internal import ArgumentParser
internal import JSON

/// The command `oblio info`.
struct Info: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show everything that is held about a subject.",
        discussion: """
            Examples:
              oblio info --shop KEY --email jane@example.com --data ./data
              oblio info --shop KEY --customer 1234 --data ./data --json > jane.json

            With --json it is the object that privacy/info answers.
            """)

    @OptionGroup var who: SubjectOptions

    @OptionGroup var options: ShopOptions

    func run() async throws {
        let subject = try who.subject()
        var lines = ReportLines()
        try await options.location.withAdministration {
            administration async throws(AdministrationError) in
            try await administration.report(on: subject, in: options.shop) {
                bytes throws(AdministrationError) in
                if options.json {
                    StandardStream.output.write(bytes)
                } else {
                    try lines.show(bytes)
                }
            }
        }
        if options.json { StandardStream.output.write("\n") } else { try lines.finish() }
    }
}
