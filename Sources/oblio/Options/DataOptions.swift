internal import Administration
internal import ArgumentParser
internal import Privacy

/// Where the data are.
struct DataOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The data folder.", valueName: "dir"))
    var data: String?

    @Option(
        help: ArgumentHelp("A file of settings: JSON, or lines key = value.", valueName: "file"))
    var config: String?

    /// What was given for all settings.
    func settings(
        _ flags: [Setting: String] = [:]
    ) throws(AdministrationError) -> SettingValues {
        var flags = flags
        flags[.data] = data
        var file: [Setting: String] = [:]
        if let path = config ?? Environment.value(of: "OBLIO_CONFIG") {
            file = try ConfigurationFile.settings(at: path)
        }
        return SettingValues(flags: flags, environment: Environment.settings, file: file)
    }

    /// Runs a body with the data, and gives them back after it.
    func withAdministration<Result>(
        isMade: Bool = false,
        _ body: (any Administration) async throws(AdministrationError) -> Result
    ) async throws(AdministrationError) -> Result {
        let session = try Session(dataFolder: settings().dataFolder(), isMade: isMade)
        defer { session.close() }
        return try await body(session.administration)
    }

    /// Does one thing that takes long, with a progress bar.
    func perform<Wish: LongOperation>(
        _ operation: Wish
    ) async throws(AdministrationError) -> Wish.Outcome {
        let bar = ProgressBar()
        defer { bar.clear() }
        return try await withAdministration { administration async throws(AdministrationError) in
            try await administration.perform(operation) { bar.show($0) }
        }
    }
}
