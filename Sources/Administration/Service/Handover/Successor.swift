internal import CLinux
internal import Glibc

/// The program that takes the process over: the same command with the same arguments, started anew from
/// the file that its name leads to now.
public struct Successor: Sendable {
    /// Has a command look at its settings only, and end.
    public static let checkFlag = "--check"
    /// How long a check may take before it counts as failed.
    private static let patience = Duration.seconds(30)
    private static let look = Duration.milliseconds(5)

    private let arguments: [String]

    private static let nothingLeft = AdministrationError(.failed, "there is nothing to hand over")

    /// The command line that was given to this process.
    public init(arguments: [String]) { self.arguments = arguments }

    /// Lets the successor look at its settings, in a process of its own, while this one goes on.
    ///
    /// What is wrong it says itself, on standard error.
    ///
    /// - Parameters:
    ///   - handover: What it would get.
    ///   - isGivenUp: Whether nobody waits for the outcome any more.
    public func check(
        _ handover: ServiceHandover, isGivenUp: () -> Bool
    ) async throws(AdministrationError) {
        guard let handover = handover.left else { throw Self.nothingLeft }
        let process = try ChildProcess(arguments + [Self.checkFlag], handover: handover)
        let deadline = ContinuousClock.now + Self.patience
        while true {
            if let isGood = process.outcome() {
                if isGood { return }
                throw AdministrationError(.failed, "its check failed")
            }
            guard ContinuousClock.now < deadline, !isGivenUp() else {
                process.kill()
                throw AdministrationError(.failed, "its check did not come to an end")
            }
            try? await Task.sleep(for: Self.look)
        }
    }

    /// Puts the successor in the place of this program, with the handover; returns only if that is not
    /// possible, and why.
    ///
    /// Whatever else runs in this process ends with it.
    public func takeOver(_ handover: ServiceHandover) -> AdministrationError {
        do throws(AdministrationError) {
            guard let handover = handover.left else { throw Self.nothingLeft }
            let file = try handover.file()
            _ = fcntl(file.number, F_SETFD, 0)
            handover.setInherited(true)
            defer { handover.setInherited(false) }
            let arguments = CStrings(arguments)
            let environment = CStrings.environment(
                adding: "\(ServiceHandover.variable)=\(file.number)")
            _ = unsafe execvpe(arguments.first, arguments.pointer, environment.pointer)
            return AdministrationError("cannot start \(self.arguments[0])", errno: errno)
        } catch {
            return error
        }
    }
}
