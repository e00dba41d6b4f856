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
    private static let turnedAwayAtOnce = 256

    private let listeners: [UInt64: Listener]
    private let reactors: [Reactor]
    private let connectionLimit: Int
    private let counters: ReactorCounters
    private var spares = SpareDescriptors()
    /// No descriptor was left: accepting again at once would spin.
    private(set) var isPaused = true

    init(
        listeners: [Listener], reactors: [Reactor], connectionLimit: Int,
        counters: ReactorCounters, poller: borrowing Poller
    ) {
        var byToken: [UInt64: Listener] = [:]
        for (index, listener) in listeners.enumerated() {
            byToken[UInt64(index) + Reactor.wakeUpToken + 1] = listener
        }
        self.listeners = byToken
        self.reactors = reactors
        self.connectionLimit = connectionLimit
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

    /// Tells those who wait that they are too many, as far as the spare descriptors go.
    private func turnAway(from listener: Listener) {
        while spares.giveUpOne() {
            do throws(SystemError) { assign(try listener.accept(), isTooMany: true) } catch {
                return
            }
        }
    }

    private func assign(_ socket: Socket, isTooMany: Bool = false) {
        let open = reactors.map { $0.counters.connectionsOpen.load(ordering: .relaxed) }
        guard let fewest = open.indices.min(by: { open[$0] < open[$1] }) else { return }
        let reactor = reactors[fewest]
        reactor.counters.connectionsAccepted.add(1, ordering: .relaxed)
        let excess = open.reduce(0, +) - connectionLimit
        guard excess < Self.turnedAwayAtOnce else {
            reactor.counters.refusals.add(1, ordering: .relaxed)
            return
        }
        reactor.counters.connectionsOpen.add(1, ordering: .relaxed)
        Task(executorPreference: reactor.loop) {
            await reactor.adopt(socket, isTooMany: isTooMany || excess >= 0)
        }
    }

    private func watch(_ poller: borrowing Poller) throws(SystemError) {
        for (token, listener) in listeners {
            try poller.add(listener.descriptorNumber, token: token, trigger: .level)
        }
    }

    private func pause(_ poller: borrowing Poller) {
        isPaused = true
        for listener in listeners.values { poller.remove(listener.descriptorNumber) }
    }
}
