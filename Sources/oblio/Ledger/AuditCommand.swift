internal import Administration
internal import ArgumentParser
internal import Privacy

/// The command `oblio audit`.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Show who asked for what, and check that nothing was changed in it.",
        discussion: """
            Examples:
              oblio audit --shop KEY --data ./data
              oblio audit --shop KEY --data ./data --json > audit.json

            Each entry holds the hash of the one before, so that one that was changed or taken out \
            is found: then the exit code is 1. Nothing in it is personal.
            """)

    @OptionGroup var options: ShopOptions

    func run() async throws {
        let lines = AuditLines(isJSON: options.json)
        let faults = try await options.location.withAdministration {
            administration async throws(AdministrationError) in
            var faults: [String] = []
            var next: Int64? = 0
            lines.begin()
            while let sequence = next {
                let page = try await administration.perform(
                    ReadAudit(shop: options.shop, after: sequence))
                lines.show(page.entries, isFirst: sequence == 0)
                faults += page.faults
                next = page.next
            }
            return faults
        }
        lines.end(faults)
        if !faults.isEmpty { throw ExitCode.failure }
    }
}
