import Glibc

/// Reads and writes at a place of a file, which the system may carry out in part.
enum PositionedTransfer {
    /// Goes on until all is done or nothing more is; how many bytes were: fewer with `errno` 0 at the end of a
    /// file, else with the reason.
    static func all(
        of count: Int, at offset: Int64, _ some: (_ position: Int, _ offset: off_t) -> Int
    ) -> Int {
        var position = 0
        while position < count {
            errno = 0
            let step = some(position, off_t(offset) + off_t(position))
            if step < 0, errno == EINTR { continue }
            guard step > 0 else { break }
            position += step
        }
        return position
    }

    /// Reads so many bytes, fewer where a file ends or cannot be read.
    static func read(_ count: Int, from descriptor: Int32, at offset: Int64) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, got in
            got = all(of: count, at: offset) { position, offset in
                unsafe pread(
                    descriptor, buffer.baseAddress?.advanced(by: position), count - position,
                    offset)
            }
        }
    }

    /// Writes bytes, and gives how many were.
    static func write(_ bytes: Span<UInt8>, to descriptor: Int32, at offset: Int64) -> Int {
        unsafe bytes.withUnsafeBytes { bytes in
            all(of: bytes.count, at: offset) { position, offset in
                unsafe pwrite(
                    descriptor, bytes.baseAddress?.advanced(by: position), bytes.count - position,
                    offset)
            }
        }
    }
}
