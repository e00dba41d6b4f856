internal import Glibc

/// The settings of `oblio serve`, checked.
public struct ServiceSettings: Sendable, Equatable {
    /// The port when none is given.
    public static let defaultPort: UInt16 = 8080
    /// The most reactors: more than the cores of any machine this runs on.
    static let maximumThreads = 256
    /// The hours within which snapshots are rewritten when none are given.
    public static let defaultPurgeHours = 24
    /// The most such hours: a month, by when a subject must have been answered (GDPR article 12(3)).
    static let maximumPurgeHours = 24 * 30

    /// The address to listen on.
    public var host: String
    /// The port to listen on; 0: one that is free.
    public var port: UInt16
    /// How many reactors; one a core unless told otherwise.
    public var threads: Int
    /// Where people reach the service; nil: the address on which it listens.
    public var baseURL: String?
    /// How many hours after a forget the snapshots are rewritten at the latest.
    public var purgeBackupsWithinHours: Int
    /// What callers may take.
    public var callers: CallerSettings
    /// What is logged, and how.
    public var log: LogSettings
    /// Where to report a vulnerability, as a URI; nil: nowhere.
    public var securityContact: String?

    /// Checks what was given.
    ///
    /// Refuses any host but this machine unless TLS is terminated in front: private keys and
    /// personal data would cross the network in clear text.
    public init(_ values: SettingValues) throws(AdministrationError) {
        host = values.text(.host) ?? "127.0.0.1"
        port = UInt16(
            try values.integer(
                .port, in: 0...Int(UInt16.max), default: Int(Self.defaultPort)))
        threads = try values.integer(
            .threads, in: 1...Self.maximumThreads, default: Self.cores)
        baseURL = values.text(.baseURL)
        purgeBackupsWithinHours = try values.integer(
            .purgeBackupsWithin, in: 1...Self.maximumPurgeHours, default: Self.defaultPurgeHours)
        callers = try CallerSettings(values)
        log = try LogSettings(values)
        securityContact = try Self.contact(values.text(.securityContact))
        if try !values.flag(.isBehindTLS), !Self.isLoopback(host) {
            throw AdministrationError(
                .usage,
                "\(host) is reached from other machines, and oblio speaks no TLS: "
                    + "put a proxy with TLS in front and say --behind-tls")
        }
        if let baseURL, !baseURL.hasPrefix("http://"), !baseURL.hasPrefix("https://") {
            throw AdministrationError(.usage, "base_url must begin with http:// or https://")
        }
    }

    /// RFC 9116 §2.5.3: a URI, by which to reach somebody.
    private static func contact(_ text: String?) throws(AdministrationError) -> String? {
        guard let text else { return nil }
        let isURI = ["mailto:", "https://", "tel:"].contains { text.hasPrefix($0) }
        guard isURI, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw AdministrationError(
                .usage, "security_contact must begin with mailto:, https:// or tel:")
        }
        return text
    }

    static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" { return true }
        var address = in_addr()
        guard unsafe inet_pton(AF_INET, host, &address) == 1 else { return false }
        return UInt32(bigEndian: address.s_addr) >> 24 == 127
    }

    private static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
