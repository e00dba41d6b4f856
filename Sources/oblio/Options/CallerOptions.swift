internal import Administration
internal import ArgumentParser

/// What callers may take.
struct CallerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Proxies whose X-Forwarded-For and X-Request-Id count (none).", valueName: "addresses"))
    var trustedProxies: String?

    @Option(help: ArgumentHelp("Connections of all callers together (20000).", valueName: "n"))
    var connections: String?

    @Option(help: ArgumentHelp("Connections of one address (256).", valueName: "n"))
    var connectionsPerAddress: String?

    @Option(
        help: ArgumentHelp("Calls a second of one address; 0: no limit (200).", valueName: "n"))
    var ratePerAddress: String?

    @Option(help: ArgumentHelp("Calls a second with one key; 0: no limit (0).", valueName: "n"))
    var ratePerKey: String?

    @Flag(help: "Limits by address hold for this machine, too.")
    var limitLoopback = false

    /// What was given.
    var flags: [Setting: String] {
        var flags: [Setting: String] = [:]
        flags[.trustedProxies] = trustedProxies
        flags[.connections] = connections
        flags[.connectionsPerAddress] = connectionsPerAddress
        flags[.ratePerAddress] = ratePerAddress
        flags[.ratePerKey] = ratePerKey
        if limitLoopback { flags[.limitsLoopback] = "true" }
        return flags
    }
}
