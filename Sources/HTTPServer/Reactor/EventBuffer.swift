import CLinux

/// Where the poller puts what it saw.
@safe
struct EventBuffer {
    /// Reports of one turn; what is left over comes with the next.
    private static let capacity = 256

    private var events = unsafe [epoll_event](repeating: epoll_event(), count: capacity)
    private(set) var count = 0

    mutating func fill(from poller: borrowing Poller, timeoutMilliseconds: Int32) {
        count = unsafe poller.wait(&events, timeoutMilliseconds: timeoutMilliseconds)
    }

    subscript(index: Int) -> Poller.Event {
        unsafe Poller.Event(events[index])
    }
}
