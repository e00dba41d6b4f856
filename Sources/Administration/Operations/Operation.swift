/// One thing that an operator can wish.
///
/// A command makes one and gives it to an ``Administration``.
public protocol Operation: ControlMessage {
    /// What it leads to.
    associatedtype Outcome: ControlMessage
    /// Its name on the control socket.
    static var name: String { get }
    /// Does it on the data themselves.
    func perform(
        by administration: LocalAdministration
    ) async throws(AdministrationError) -> Outcome
}
