internal import Glibc
internal import Privacy

/// A file that is open, closed with its scope; never one that SQLite has open.
///
/// Closing any descriptor of a database's file drops the locks that this process holds on it
/// (<https://www.sqlite.org/howtocorrupt.html>, 2.2).
struct OpenFile: ~Copyable {
    private let descriptor: Int32

    /// Opens a file to read it; refuses what is no regular file, which could be without an end.
    init(reading path: String) throws(PrivacyError) {
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileFailure.error("A file could not be opened") }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw PrivacyError(.invalid, "That is not a regular file.")
        }
    }

    /// Makes a file that only the owner may read and write; refuses a name that is taken, also by
    /// a link.
    init(creating path: String) throws(PrivacyError) {
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileFailure.error("A file could not be made") }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Reads on, and returns how many bytes it filled, from `start` on: 0 at the end only.
    func read(into buffer: inout [UInt8], from start: Int = 0) throws(PrivacyError) -> Int {
        let count = unsafe buffer.withUnsafeMutableBytes { bytes in
            let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[start...])
            return Self.repeating { unsafe Glibc.read(descriptor, rest.baseAddress, rest.count) }
        }
        guard count >= 0 else { throw FileFailure.error("A file could not be read") }
        return count
    }

    /// Writes all of it, at the place where the last write ended.
    func write(_ bytes: Span<UInt8>) throws(PrivacyError) {
        var position = 0
        while position < bytes.count {
            let count = unsafe bytes.extracting(position...).withUnsafeBytes { rest in
                Self.repeating { unsafe Glibc.write(descriptor, rest.baseAddress, rest.count) }
            }
            guard count >= 0 else { throw FileFailure.error("A file could not be written") }
            position += count
        }
    }

    /// Writes over bytes that are there, and does not move the place of the next write.
    func overwrite(_ bytes: Span<UInt8>, at offset: Int) throws(PrivacyError) {
        let count = unsafe bytes.withUnsafeBytes { bytes in
            Self.repeating {
                unsafe pwrite(descriptor, bytes.baseAddress, bytes.count, off_t(offset))
            }
        }
        guard count == bytes.count else {
            throw FileFailure.error("A file could not be written")
        }
    }

    /// Waits until all of it is on the disk.
    func sync() throws(PrivacyError) {
        guard fsync(descriptor) == 0 else {
            throw FileFailure.error("A file could not be brought to the disk")
        }
    }

    /// Runs a system call until no signal interrupts it.
    private static func repeating(_ call: () -> Int) -> Int {
        while true {
            let result = call()
            if result != -1 || errno != EINTR { return result }
        }
    }
}
