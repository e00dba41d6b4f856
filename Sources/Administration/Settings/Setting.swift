/// A setting of the service, by its name in a configuration file.
public enum Setting: String, Sendable, CaseIterable {
    /// The data folder.
    case data
    /// The address to listen on.
    case host
    /// The port to listen on.
    case port
    /// How many reactors.
    case threads
    /// Where people reach the service.
    case baseURL = "base_url"
    /// Whether TLS is terminated in front of the service.
    case isBehindTLS = "behind_tls"
    /// Proxies whose word about a request counts.
    case trustedProxies = "trusted_proxies"
    /// Connections of all callers together.
    case connections
    /// Connections of one address.
    case connectionsPerAddress = "connections_per_address"
    /// Calls a second of one address.
    case ratePerAddress = "rate_per_address"
    /// Calls a second with one key.
    case ratePerKey = "rate_per_key"
    /// Whether limits by address hold for this machine, too.
    case limitsLoopback = "limit_loopback"
    /// How log lines are written.
    case logFormat = "log_format"
    /// Which requests are logged.
    case logRequests = "log_requests"
    /// Where to report a vulnerability.
    case securityContact = "security_contact"
    /// How many hours after a forget the snapshots are rewritten at the latest.
    case purgeBackupsWithin = "purge_backups_within"

    /// Its name in the environment: `OBLIO_` and the name in capitals.
    public var environmentName: String { "OBLIO_" + rawValue.uppercased() }
}
