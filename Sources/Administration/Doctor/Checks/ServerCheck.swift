/// Whether the service runs and serves, and what it wants to be known.
struct ServerCheck: Check {
    static let name = "server"

    func findings(in deployment: Deployment) async -> [Finding] {
        guard let server = deployment.server else { return [ok("none runs on this folder")] }
        let state: InspectService.Outcome
        do throws(AdministrationError) {
            state = try await server.administration.perform(InspectService())
        } catch {
            return [problem("it does not answer on its control socket: \(error.message)")]
        }
        return findings(about: state)
    }

    func findings(about state: InspectService.Outcome) -> [Finding] {
        if let reason = state.unavailability { return [problem(reason)] }
        return state.notices.isEmpty ? [ok("it reads and writes")] : state.notices.map(warning)
    }
}
