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
    /// How many hours after a forget the snapshots are rewritten at the latest.
    case purgeBackupsWithin = "purge_backups_within"

    /// Its name in the environment: `OBLIO_` and the name in capitals.
    public var environmentName: String { "OBLIO_" + rawValue.uppercased() }
}
