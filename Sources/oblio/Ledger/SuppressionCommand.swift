internal import ArgumentParser

/// The command `oblio suppression`.
struct SuppressionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suppression",
        abstract: "Show or end the periods in which old data does not bring the forgotten back.",
        discussion: """
            Examples:
              oblio suppression list --shop KEY --data ./data
              oblio suppression lift --shop KEY --email jane@example.com --data ./data
            """,
        subcommands: [ListSuppressionsCommand.self, LiftSuppressionCommand.self])
}
