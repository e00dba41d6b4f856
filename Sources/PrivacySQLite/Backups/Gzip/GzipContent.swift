internal import CZlib

/// The checksum and the size of what a gzip file holds, as it goes by.
struct GzipContent {
    private var checksum: UInt = 0
    private var count: UInt32 = 0

    mutating func add(_ bytes: Span<UInt8>) {
        checksum = unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe crc32(checksum, bytes.baseAddress, UInt32(bytes.count))
        }
        count &+= UInt32(truncatingIfNeeded: bytes.count)
    }

    /// The end of the file.
    var trailer: [UInt8] {
        GzipLayout.trailer(checksum: UInt32(truncatingIfNeeded: checksum), count: count)
    }
}
