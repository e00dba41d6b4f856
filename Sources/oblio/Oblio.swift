internal import Administration
internal import ArgumentParser
internal import Glibc

/// The command line.
struct Oblio: ParsableCommand {
    /// The version of this program.
    static let version = "0.1.0"

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
              oblio backup --data ./data --keep 14 --registry-key registry.key
              oblio verify --data ./data
              oblio doctor --data ./data

            Commands work while the server runs and while it does not. Instead of --data, \
            OBLIO_DATA in the environment names the data folder.

            Exit codes: 0 done; 1 failed, or something wrong was found; 2 refused, or an unknown \
            shop or key; 64 wrong usage.
            """,
        version: version,
        subcommands: [
            Serve.self, ShopCommand.self, Import.self, Info.self, Forget.self,
            ReceiptCommand.self, SuppressionCommand.self, AuditCommand.self, BackUpCommand.self,
            RestoreCommand.self, PurgeCommand.self, VerifyCommand.self, DoctorCommand.self,
            ReadyCommand.self,
        ])

    /// Runs the command that was given on the tasks' own threads, and ends the process after it.
    ///
    /// The calling thread only takes signals. Were it to run the command and wait for it, it would
    /// turn into the thread of the main queue on the way (`dispatch_main`), and a job that another
    /// thread queues just then was seen to be lost: the process never ended.
    static func runBesideThisThread() -> Never {
        Task.detached {
            do {
                try await run()
                Glibc.exit(0)
            } catch {
                end(with: error)
            }
        }
        Signals.takeForever()
    }

    private static func run() async throws {
        var command = try parseAsRoot()
        guard var asynchronous = command as? any AsyncParsableCommand else {
            return try command.run()
        }
        try await asynchronous.run()
    }

    /// Ends the process with the code and the words that belong to an error.
    private static func end(with error: any Error) -> Never {
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
