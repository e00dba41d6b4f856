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

    /// Waits until a signal is there, and takes it.
    func wait() {
        while unsafe sem_wait(handle) != 0 {}
    }
}
