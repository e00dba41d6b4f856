import CLinux
import Glibc

/// Ends another thread's wait: `eventfd(2)`.
struct WakeUp: ~Copyable, Sendable {
    private let descriptor: FileDescriptor

    init() throws(SystemError) {
        let flags = Int32(EFD_CLOEXEC | EFD_NONBLOCK)
        descriptor = FileDescriptor(owning: try systemCall("eventfd") { eventfd(0, flags) })
    }

    /// What the waiting thread polls for.
    var number: Int32 { descriptor.number }

    func signal() {
        _ = eventfd_write(descriptor.number, 1)
    }

    func clear() {
        var value: eventfd_t = 0
        _ = unsafe eventfd_read(descriptor.number, &value)
    }
}
