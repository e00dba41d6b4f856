/// What anybody may ask about the service itself.
enum Operation: Sendable {
    /// Whether the process lives.
    case health
    /// Whether it can serve reads and writes.
    case readiness
    /// Its figures, for Prometheus.
    case metrics
    /// The contract, for machines.
    case openAPI
    /// Where to report a vulnerability (RFC 9116).
    case securityContact
    /// What is known of an error.
    case errorReport
}
