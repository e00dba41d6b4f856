internal import Privacy

@testable import PrivacySQLite

/// What the reader of snapshots makes of a file, read in buffers of some size.
struct UnpackedFile: Equatable {
    /// As many bytes of content as are looked at: a few bytes of a file can stand for a million.
    static let maximumBytes = 1 << 20

    private(set) var content: [UInt8] = []
    private(set) var fault: String?

    init(path: String, bufferBytes: Int) {
        do throws(PrivacyError) {
            var reader = try GzipFileReader(path: path)
            var buffer = [UInt8](repeating: 0, count: bufferBytes)
            while content.count < Self.maximumBytes {
                let count = try reader.read(into: &buffer)
                content += buffer[..<count]
                guard count < bufferBytes else { continue }
                try reader.finish()
                return
            }
        } catch {
            fault = error.message
        }
    }

    /// Whether another reading came out the same: as far as both came where it is refused.
    func isSame(as other: UnpackedFile) -> Bool {
        let shorter = min(content.count, other.content.count)
        guard content.prefix(shorter) == other.content.prefix(shorter) else { return false }
        // Close to the bound one of them may have stopped before a fault that the other one met.
        if shorter >= Self.maximumBytes - 2 * GzipLayout.bufferBytes { return true }
        return fault == other.fault && (fault != nil || content.count == other.content.count)
    }
}
