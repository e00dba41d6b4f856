import Glibc
import Synchronization

/// Accepts connections for all reactors and gives each to the one with the fewest.
///
/// There is one listening socket an address. Sockets that share a port (SO_REUSEPORT) would let a
/// second server start unnoticed, and one that closes would reset what waits in its queue.
final class Acceptor {
    /// Accepted in one go, before the connections that are there get their turn.
    private static let acceptedInARow = 64
    /// Beyond the limit, this many may stand at a time to be told so; further ones are just closed.
    static let turnedAwayAtOnce = 256

    private let listeners: [UInt64: Listener]
    private let reactors: [Reactor]
    private let connectionLimit: Int
    private let admission: Admission
    private let counters: ReactorCounters
    private var spares = SpareDescriptors()
    /// No descriptor was left: accepting again at once would spin.
    private(set) var isPaused = true

    init(
        listeners: [Listener], reactors: [Reactor], configuration: ServerConfiguration,
        counters: ReactorCounters, poller: borrowing Poller
    ) {
        var byToken: [UInt64: Listener] = [:]
        for (index, listener) in listeners.enumerated() {
            byToken[UInt64(index) + Reactor.wakeUpToken + 1] = listener
        }
        self.listeners = byToken
        self.reactors = reactors
        connectionLimit = configuration.limits.connections
        admission = Admission(
            limit: configuration.limits.connectionsPerAddress,
            unlimited: configuration.unlimitedAddresses)
        self.counters = counters
        resume(poller: poller)
    }

    /// Takes what waits at a listener.
    func accept(from token: UInt64, poller: borrowing Poller) {
        guard let listener = listeners[token], !isPaused else { return }
        for _ in 0..<Self.acceptedInARow {
            do throws(SystemError) {
                assign(try listener.accept())
            } catch {
                switch error.code {
                case EMFILE, ENFILE, ENOBUFS, ENOMEM:
                    counters.shortages.add(1, ordering: .relaxed)
                    turnAway(from: listener)
                    pause(poller)
                // EAGAIN: nothing waits. Anything else is the fault of one connection that has
                // gone again (accept(2)); the poller reports those behind it.
                default: break
                }
                return
            }
        }
    }

    /// Listens, at first and again some time after descriptors ran out.
    func resume(poller: borrowing Poller) {
        guard isPaused else { return }
        spares.renew()
        isPaused = false
        do throws(SystemError) { try watch(poller) } catch { pause(poller) }
    }

    /// Stops to listen; what comes waits in the system's queue.
    func pause(_ poller: borrowing Poller) {
        isPaused = true
        for listener in listeners.values { poller.remove(listener.descriptorNumber) }
    }

    /// Tells those who wait that they are too many, as far as the spare descriptors go.
    private func turnAway(from listener: Listener) {
        while spares.giveUpOne() {
            do throws(SystemError) { assign(try listener.accept(), isTooMany: true) } catch {
                return
            }
        }
    }

    /// Gives a connection to the reactor with the fewest, with what came of it already.
    func assign(_ socket: Socket, unread: [UInt8] = [], isTooMany: Bool = false) {
        let open = reactors.map { $0.counters.connectionsOpen.load(ordering: .relaxed) }
        guard let fewest = open.indices.min(by: { open[$0] < open[$1] }) else { return }
        let reactor = reactors[fewest]
        reactor.counters.connectionsAccepted.add(1, ordering: .relaxed)
        let excess = open.reduce(0, +) - connectionLimit
        switch admission.verdict(on: socket.peer) {
        case .dropped:
            reactor.counters.turnedAway.add(1, ordering: .relaxed)
        case _ where excess >= Self.turnedAwayAtOnce:
            reactor.counters.turnedAway.add(1, ordering: .relaxed)
        case .served(let pass):
            let refusal: RequestFailure? = isTooMany || excess >= 0 ? .overloaded : nil
            give(socket, unread, to: reactor, pass: pass, refusal: refusal)
        case .turnedAway(let pass):
            give(socket, unread, to: reactor, pass: pass, refusal: .tooManyConnections)
        }
    }

    private func give(
        _ socket: Socket, _ unread: [UInt8], to reactor: Reactor, pass: AdmissionPass?,
        refusal: RequestFailure?
    ) {
        if refusal != nil { reactor.counters.turnedAway.add(1, ordering: .relaxed) }
        reactor.counters.connectionsOpen.add(1, ordering: .relaxed)
        Task(executorPreference: reactor.loop) {
            await reactor.adopt(socket, unread: unread, pass: pass, refusal: refusal)
        }
    }

    private func watch(_ poller: borrowing Poller) throws(SystemError) {
        for (token, listener) in listeners {
            try poller.add(listener.descriptorNumber, token: token, trigger: .level)
        }
    }
}
