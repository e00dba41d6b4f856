import Glibc

@testable import PrivacySQLite

/// Holds on to a file so that nothing counts it as open, and reads it after its name has gone.
final class FileWitness {
    private let descriptor: Int32

    init(_ path: String) {
        descriptor = unsafe open(path, O_CLOEXEC | Self.isNotOpened)
        precondition(descriptor >= 0)
    }

    deinit { close(descriptor) }

    var bytes: [UInt8] {
        get throws { try OpenFile.contents(of: "/proc/self/fd/\(descriptor)") }
    }

    /// `O_PATH`, which Glibc's module map leaves out.
    private static let isNotOpened: Int32 = 0x20_0000
}
