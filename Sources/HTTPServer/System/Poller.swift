import CLinux
import Glibc

/// Waits for many descriptors at once: `epoll(7)`.
struct Poller: ~Copyable, Sendable {
    /// What a descriptor reported.
    struct Event {
        let token: UInt64
        let isReadable: Bool
        let isWritable: Bool
        /// The peer sends nothing further, or the connection is broken.
        let hasEnded: Bool
    }

    /// How a descriptor reports.
    enum Trigger {
        /// As long as there is something to read.
        case level
        /// Each time something can be read or written again: set once, never changed.
        case edge
    }

    private let descriptor: FileDescriptor

    init() throws(SystemError) {
        descriptor = FileDescriptor(
            owning: try systemCall("epoll_create1") { epoll_create1(Int32(EPOLL_CLOEXEC)) })
    }

    func add(
        _ number: Int32, token: UInt64, trigger: Trigger
    ) throws(SystemError) {
        let interest =
            switch trigger {
            case .level: EPOLLIN.rawValue
            case .edge:
                EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue
            }
        var event = unsafe epoll_event(events: interest, data: epoll_data(u64: token))
        try systemCall("epoll_ctl") {
            unsafe epoll_ctl(descriptor.number, EPOLL_CTL_ADD, number, &event)
        }
    }

    func remove(_ number: Int32) {
        _ = epoll_ctl(descriptor.number, EPOLL_CTL_DEL, number, nil)
    }

    /// Fills `events` and answers how many there are; waits up to `timeoutMilliseconds`, -1 for
    /// ever.
    func wait(_ events: inout [epoll_event], timeoutMilliseconds: Int32) -> Int {
        let count = unsafe epoll_wait(
            descriptor.number, &events, Int32(events.count), timeoutMilliseconds)
        // Interrupted by a signal: the caller looks at its queue and comes again.
        return max(0, Int(count))
    }
}

extension Poller.Event {
    init(_ event: epoll_event) {
        token = unsafe event.data.u64
        let events = unsafe event.events
        isReadable = events & EPOLLIN.rawValue != 0
        isWritable = events & EPOLLOUT.rawValue != 0
        let ends = EPOLLRDHUP.rawValue | EPOLLHUP.rawValue | EPOLLERR.rawValue
        hasEnded = events & ends != 0
    }
}
