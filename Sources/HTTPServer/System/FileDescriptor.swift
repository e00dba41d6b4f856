import Glibc

/// An open file descriptor with one owner, closed when that owner lets go of it.
struct FileDescriptor: ~Copyable, Sendable {
    let number: Int32

    init(owning number: Int32) {
        self.number = number
    }

    deinit {
        // Not tried again on EINTR: Linux has released the number by then (close(2)).
        _ = close(number)
    }
}
