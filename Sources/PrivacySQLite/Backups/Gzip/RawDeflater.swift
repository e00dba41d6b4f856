internal import CZlib

/// Compresses to a stream of RFC 1951, zlib's `deflate`.
@safe
struct RawDeflater: ~Copyable {
    /// zlib's mark for a stream without a header, over the largest window.
    private static let windowBits: Int32 = -15
    /// zlib's default.
    private static let memoryLevel: Int32 = 8

    /// At an address of its own: zlib keeps a pointer back to it.
    private let stream: UnsafeMutablePointer<z_stream>

    init(level: Int32) {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        let status = unsafe deflateInit2_(
            stream, level, Z_DEFLATED, Self.windowBits, Self.memoryLevel, Z_DEFAULT_STRATEGY,
            ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "zlib is of another version, or memory is exhausted")
    }

    deinit {
        unsafe deflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Takes input and gives output, each as far as there is room.
    ///
    /// All input is taken, and with `isLast` the stream has ended, once the output is not full.
    mutating func advance(
        _ input: Span<UInt8>, isLast: Bool, into output: inout MutableSpan<UInt8>
    ) -> (consumed: Int, produced: Int) {
        unsafe input.withUnsafeBufferPointer { source in
            unsafe output.withUnsafeMutableBufferPointer { target in
                // zlib reads through this pointer and does not write.
                unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
                unsafe stream.pointee.avail_in = UInt32(source.count)
                unsafe stream.pointee.next_out = target.baseAddress
                unsafe stream.pointee.avail_out = UInt32(target.count)
                unsafe _ = deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
                return unsafe (
                    source.count - Int(stream.pointee.avail_in),
                    target.count - Int(stream.pointee.avail_out)
                )
            }
        }
    }
}
