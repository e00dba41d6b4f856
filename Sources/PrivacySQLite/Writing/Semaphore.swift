internal import CLinux
internal import Glibc

/// A counting semaphore on which the writer threads sleep (`sem_overview(7)`).
@safe final class Semaphore: @unchecked Sendable {
    private let handle: UnsafeMutablePointer<sem_t>

    init() {
        unsafe handle = .allocate(capacity: 1)
        let failure = unsafe sem_init(handle, 0, 0)
        precondition(failure == 0, "a semaphore could not be made")
    }

    deinit {
        unsafe sem_destroy(handle)
        unsafe handle.deallocate()
    }

    func signal() { unsafe _ = sem_post(handle) }

    /// Waits until a signal is there, which it takes, or the time is over; true: the signal was there.
    @discardableResult
    func wait(milliseconds: Int) -> Bool {
        var deadline = timespec()
        // Not the time of day: set back by a year, it would have the caller wait for a year.
        unsafe clock_gettime(CLOCK_MONOTONIC, &deadline)
        deadline.tv_sec += milliseconds / 1_000
        deadline.tv_nsec += milliseconds % 1_000 * 1_000_000
        if deadline.tv_nsec >= 1_000_000_000 {
            deadline.tv_sec += 1
            deadline.tv_nsec -= 1_000_000_000
        }
        while unsafe sem_clockwait(handle, CLOCK_MONOTONIC, &deadline) != 0 {
            if errno != EINTR { return false }
        }
        return true
    }

    /// Waits until a signal is there, and takes it.
    func wait() {
        while unsafe sem_wait(handle) != 0 {}
    }
}
