internal import Administration
internal import Logging

/// The life of a service: from its start until a stop, with restarts in between.
///
/// A restart puts the program in the place of itself (the same process, another image), with the sockets
/// of the service. If that is not possible, the service goes on from the very same handover.
struct ServiceRun {
    let settings: ServiceSettings
    let dataFolder: String
    let log: ServiceLog
    /// Called once the service has come to serve, with whether it goes on in another's place.
    let started: (Service, _ isRestarted: Bool) async throws(AdministrationError) -> Void

    private let successor = Successor(arguments: CommandLine.arguments)

    init(
        _ settings: ServiceSettings, dataFolder: String, log: ServiceLog,
        started: @escaping (Service, _ isRestarted: Bool) async throws(AdministrationError) -> Void
    ) {
        self.settings = settings
        self.dataFolder = dataFolder
        self.log = log
        self.started = started
    }

    /// Serves until a stop is asked for, at first with what the program before this one left.
    func untilStop(adopting received: ServiceHandover?) async throws(AdministrationError) {
        var wishes = Signals.wishes().makeAsyncIterator()
        var handover = received
        while true {
            let service = try Service(
                settings, dataFolder: dataFolder, events: log.events, adopting: handover)
            let isRestarted = handover != nil
            handover = nil
            try await started(service, isRestarted)
            log.say(
                isRestarted ? "restarted" : "listening",
                ["url": "\(service.url)", "version": "\(Oblio.version)"])
            repeat {
                guard case .restart? = await wishes.next(isolation: nil) else {
                    return await stop(service)
                }
            } while await !isReady(service)
            log.say("restarting")
            let left = await service.handOver()
            log.flush()
            let failure = await Signals.replaceProcess { [successor] in successor.takeOver(left) }
            guard let failure else {
                log.say("stopped")
                return
            }
            log.fail("not restarted", ["reason": "\(failure.message)"])
            handover = left
        }
    }

    private func stop(_ service: Service) async {
        log.say("stopping")
        await service.stop()
        log.say("stopped")
    }

    /// Whether the successor finds nothing wrong; otherwise the service goes on as before.
    private func isReady(_ service: Service) async -> Bool {
        do throws(AdministrationError) {
            try await successor.check(service.handover) { Signals.isStopping }
            return true
        } catch {
            log.fail(
                "not restarted, the service goes on as before", ["reason": "\(error.message)"])
            return false
        }
    }
}
