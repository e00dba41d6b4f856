internal import CZlib

/// Undoes a stream of RFC 1951, zlib's `inflate`.
@safe
struct RawInflater: ~Copyable {
    /// zlib's mark for a stream without a header, over the largest window.
    private static let windowBits: Int32 = -15

    /// Whether the stream has ended.
    private(set) var isAtEnd = false
    /// At an address of its own: zlib keeps a pointer back to it.
    private let stream: UnsafeMutablePointer<z_stream>

    init() {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        let status = unsafe inflateInit2_(
            stream, Self.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "zlib is of another version, or memory is exhausted")
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Takes input and gives output from `start` on, each as far as there is room; nil: the input is
    /// no stream.
    mutating func advance(
        _ input: ArraySlice<UInt8>, into output: inout [UInt8], from start: Int
    ) -> (consumed: Int, produced: Int)? {
        let (status, consumed, produced) = unsafe input.withUnsafeBufferPointer { source in
            unsafe output.withUnsafeMutableBufferPointer { output in
                let target = unsafe UnsafeMutableBufferPointer(rebasing: output[start...])
                // zlib reads through this pointer and does not write.
                unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
                unsafe stream.pointee.avail_in = UInt32(source.count)
                unsafe stream.pointee.next_out = target.baseAddress
                unsafe stream.pointee.avail_out = UInt32(target.count)
                let status = unsafe inflate(stream, Z_NO_FLUSH)
                return unsafe (
                    status, source.count - Int(stream.pointee.avail_in),
                    target.count - Int(stream.pointee.avail_out)
                )
            }
        }
        switch status {
        case Z_STREAM_END: isAtEnd = true
        case Z_OK, Z_BUF_ERROR: break
        default: return nil
        }
        return (consumed, produced)
    }
}
