internal import Administration
internal import ArgumentParser
internal import Glibc

/// The command line.
struct Oblio: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "oblio",
        abstract: "A privacy server for webshops: tells what is held about a person, and forgets.",
        discussion: """
            Examples:
              oblio serve --data ./data
              oblio shop create "My shop" --data ./data
              oblio import feed.json --shop KEY --data ./data
              oblio info --shop KEY --email jane@example.com --data ./data
              oblio forget --shop KEY --email jane@example.com --data ./data

            Commands work while the server runs and while it does not. Instead of --data, \
            OBLIO_DATA in the environment names the data folder.

            Exit codes: 0 done; 1 failed; 2 refused, or an unknown shop or key; 64 wrong usage.
            """,
        version: "0.1.0",
        subcommands: [Serve.self, ShopCommand.self, Import.self, Info.self, Forget.self])

    /// Ends the process with the code and the words that belong to an error.
    static func end(with error: any Error) -> Never {
        guard let error = error as? AdministrationError else { exit(withError: error) }
        StandardStream.error.write("oblio: \(error.message)\n")
        Glibc.exit(error.exitCode)
    }
}

extension AdministrationError {
    /// The exit code that belongs to it.
    fileprivate var exitCode: Int32 {
        switch code {
        case .unknownShop, .refused: 2
        case .usage: ExitCode.validationFailure.rawValue
        default: 1
        }
    }
}
