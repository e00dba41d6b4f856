/// One thing about a deployment that is looked at; nothing is changed.
protocol Check: Sendable {
    /// What it is called in the report.
    static var name: String { get }

    /// What is found; at least one finding.
    func findings(in deployment: Deployment) async -> [Finding]
}

extension Check {
    func ok(_ message: String) -> Finding { Finding(Self.name, .ok, message) }

    func warning(_ message: String) -> Finding { Finding(Self.name, .warning, message) }

    func problem(_ message: String) -> Finding { Finding(Self.name, .problem, message) }
}
