internal import Glibc

/// A file without a name that inputs are written into, one after the other.
struct ScratchFile: Sendable {
    /// The one of this process.
    static let shared = ScratchFile()

    private let descriptor: Int32

    private init() {
        let folder = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        var path = "\(folder)/oblio-fuzz-XXXXXX".utf8CString
        descriptor = unsafe path.withUnsafeMutableBufferPointer { path in
            let descriptor = unsafe path.baseAddress.map { unsafe mkstemp($0) } ?? -1
            if let name = path.baseAddress { unsafe _ = unlink(name) }
            return descriptor
        }
        require(descriptor >= 0, "There is no room for a file in \(folder).")
    }

    /// Where it can be opened.
    var path: String { "/proc/self/fd/\(descriptor)" }

    /// Makes these bytes its content.
    func fill(_ bytes: [UInt8]) {
        let count = unsafe bytes.withUnsafeBytes { bytes in
            unsafe pwrite(descriptor, bytes.baseAddress, bytes.count, 0)
        }
        require(
            count == bytes.count && ftruncate(descriptor, off_t(bytes.count)) == 0,
            "The file could not be written.")
    }
}
