public import Privacy

/// One thing that an operator can wish and that takes long: it says how far it is.
public protocol LongOperation: ControlMessage {
    /// What it leads to.
    associatedtype Outcome: ControlMessage
    /// Its name on the control socket.
    static var name: String { get }
    /// Does it on the data themselves; `progress` is told on any thread.
    func perform(
        by administration: LocalAdministration, progress: @escaping MaintenanceProgress.Report
    ) async throws(AdministrationError) -> Outcome
}
