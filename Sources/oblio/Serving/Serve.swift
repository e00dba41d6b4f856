internal import Administration
internal import ArgumentParser

internal import Privacy

/// The command `oblio serve`.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve a data folder by HTTP.",
        discussion: """
            Examples:
              oblio serve --data ./data
              oblio serve --data ./data --host 0.0.0.0 --behind-tls --base-url https://p.example.com
              oblio serve --ephemeral --port 0 --key test --private-key 0123456789abcdef

            Prints "oblio is listening on http://HOST:PORT" when it is ready. SIGTERM or SIGINT \
            stops it after what runs; a second one at once. SIGHUP restarts it without a failed call, \
            with the program and the settings that are there then. Every setting can also stand in the \
            environment (OBLIO_PORT, …) or in the file that --config names.
            """)

    @OptionGroup var location: DataOptions

    @Option(help: ArgumentHelp("The address to listen on (127.0.0.1).", valueName: "address"))
    var host: String?

    @Option(help: "The port to listen on (8080); 0 takes one that is free.")
    var port: String?

    @Option(help: ArgumentHelp("How many threads answer (one a core).", valueName: "n"))
    var threads: String?

    @Option(
        name: .customLong("base-url"),
        help: ArgumentHelp("Where people reach the service, for links.", valueName: "url"))
    var baseURL: String?

    @Flag(help: "TLS is terminated in front: other machines may be listened to.")
    var behindTLS = false

    @Option(
        help: ArgumentHelp(
            "After how many hours a forgotten subject is gone from the snapshots too (24).",
            valueName: "hours"))
    var purgeBackupsWithin: String?

    @Option(
        help: ArgumentHelp(
            "Where to report a vulnerability, for /.well-known/security.txt.", valueName: "uri"))
    var securityContact: String?

    @OptionGroup(title: "Callers") var callers: CallerOptions

    @OptionGroup(title: "Log") var logging: LogOptions

    @Flag(help: "Serve one new shop from a folder that is removed at the end.")
    var ephemeral = false

    @Option(help: "With --ephemeral: the public key of the shop.")
    var key: String?

    @Option(help: ArgumentHelp("With --ephemeral: its private key.", valueName: "key"))
    var privateKey: String?

    @Flag(help: "Only check whether the service could start, or be restarted, with these settings.")
    var check = false

    mutating func validate() throws {
        if ephemeral, location.data != nil {
            throw ValidationError("--ephemeral makes a folder of its own: leave out --data")
        }
        if !ephemeral, key != nil || privateKey != nil {
            throw ValidationError("--key and --private-key belong to --ephemeral")
        }
    }

    func run() async throws {
        let values = try location.settings(flags)
        let settings = try ServiceSettings(values)
        OpenFileLimit.raise()
        MemoryArenas.limit()
        Terminal.remember()
        let handover = try ServiceHandover.received()
        if check {
            try checkStart(handover, values, settings)
        } else if ephemeral {
            let folder = try TemporaryFolder(adopting: handover)
            defer { folder.remove() }
            try await serve(folder.path, settings, adopting: handover)
        } else {
            try await serve(values.dataFolder(), settings, adopting: handover)
        }
    }

    private func checkStart(
        _ handover: ServiceHandover?, _ values: SettingValues, _ settings: ServiceSettings
    ) throws(AdministrationError) {
        let folder = ephemeral ? handover?.dataFolder ?? "" : try values.dataFolder()
        try Service.check(settings, dataFolder: folder, adopting: handover)
        StandardStream.output.write("the settings are good\n")
    }

    private func serve(
        _ path: String, _ settings: ServiceSettings, adopting handover: ServiceHandover?
    ) async throws(AdministrationError) {
        let log = ServiceLog(settings.log)
        defer { log.close() }
        let run = ServiceRun(settings, dataFolder: path, log: log) {
            service, isRestarted async throws(AdministrationError) in
            // Whoever has read it may be gone, and its pipe with it.
            if isRestarted { return }
            if ephemeral { try await makeShop(service.administration, path) }
            StandardStream.output.write("oblio is listening on \(service.url)\n")
        }
        try await run.untilStop(adopting: handover)
    }

    private func makeShop(
        _ administration: any Administration, _ path: String
    ) async throws(AdministrationError) {
        let shop = try await administration.perform(
            CreateShop(name: "Ephemeral", key: key, privateKey: privateKey.map(PrivateKey.init)))
        StandardStream.output.write("data folder: \(path)\n")
        if key == nil { StandardStream.output.write("public key: \(shop.key)\n") }
        if privateKey == nil {
            StandardStream.output.write("private key: \(shop.privateKey.secret)\n")
        }
    }

    private var flags: [Setting: String] {
        var flags: [Setting: String] = [:]
        flags[.host] = host
        flags[.port] = port
        flags[.threads] = threads
        flags[.baseURL] = baseURL
        flags[.purgeBackupsWithin] = purgeBackupsWithin
        flags[.securityContact] = securityContact
        if behindTLS { flags[.isBehindTLS] = "true" }
        return flags.merging(callers.flags) { $1 }.merging(logging.flags) { $1 }
    }
}
