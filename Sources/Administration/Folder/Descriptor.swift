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
        return unsafe fstat(number, &status) == 0 ? Int(status.st_size) : 0
    }

    /// What came, at most `capacity` bytes; empty at the end.
    func read(upTo capacity: Int) throws(AdministrationError) -> [UInt8] {
        var failure: AdministrationError?
        let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            let start = buffer.baseAddress
            do throws(AdministrationError) {
                count = try Self.call("cannot read") {
                    unsafe Glibc.read(number, start, capacity)
                }
            } catch { failure = error }
        }
        if let failure { throw failure }
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
