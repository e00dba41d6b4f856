internal import Glibc

/// A file descriptor that closes itself.
struct Descriptor: ~Copyable {
    let number: Int32

    init(owning number: Int32) { self.number = number }

    /// Opens a file; never handed on to a program that is started.
    init(opening path: String, _ flags: Int32, mode: mode_t = 0) throws(AdministrationError) {
        number = try Self.call("cannot open \(path)") {
            unsafe open(path, flags | O_CLOEXEC, mode)
        }
    }

    deinit { _ = close(number) }

    /// How long the file is, in bytes; 0 for a pipe.
    var size: Int {
        var status = stat()
        guard unsafe fstat(number, &status) == 0 else { return 0 }
        return Int(status.st_size)
    }

    /// What came, at most `capacity` bytes; empty at the end.
    func read(upTo capacity: Int) throws(AdministrationError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: capacity)
        let count = try Self.call("cannot read") { unsafe Glibc.read(number, &bytes, capacity) }
        bytes.removeLast(capacity - count)
        return bytes
    }

    /// Runs a system call until no signal interrupts it; -1 becomes an error.
    static func call<Count: SignedInteger>(
        _ what: @autoclosure () -> String, _ body: () -> Count
    ) throws(AdministrationError) -> Count {
        while true {
            let result = body()
            if result != -1 { return result }
            if errno != EINTR { throw AdministrationError(what(), errno: errno) }
        }
    }
}
