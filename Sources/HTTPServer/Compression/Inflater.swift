import CZlib

/// Undoes gzip as it arrives (RFC 1952), zlib's `inflate`.
@safe
struct Inflater: ~Copyable {
    /// zlib's mark for "gzip only", over the largest window.
    private static let gzipWindowBits: Int32 = 16 + 15
    /// A step of output: what one call may add before the limit is looked at again.
    private static let stepBytes = 16 * 1024

    /// At an address of its own: zlib keeps a pointer back to it.
    private let stream: UnsafeMutablePointer<z_stream>
    private var step = [UInt8](repeating: 0, count: stepBytes)
    /// Whether the input so far ends where a gzip member ends.
    private(set) var isComplete = false

    init() {
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        let status = unsafe inflateInit2_(
            stream, Self.gzipWindowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        precondition(status == Z_OK, "zlib is of another version, or memory is exhausted")
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    /// Inflates a piece; refuses what is corrupt, and more output than the limit.
    mutating func inflate(
        _ input: Span<UInt8>, into output: inout [UInt8], limitBytes: Int
    ) throws(RequestFailure) {
        var position = 0
        repeat {
            // RFC 1952 §2.2: members may follow each other
            if isComplete, position < input.count {
                unsafe inflateReset(stream)
                isComplete = false
            }
            let (status, consumed, produced) = advance(
                input.extracting(position..<input.count))
            // What stands before a fault counts first, as it does when it comes by itself.
            guard output.count + produced <= limitBytes else { throw .bodyTooLarge }
            switch status {
            case Z_OK, Z_BUF_ERROR: break
            case Z_STREAM_END: isComplete = true
            default: throw Self.corrupt
            }
            guard consumed > 0 || produced > 0 || position == input.count else {
                throw Self.corrupt
            }
            position += consumed
            output.append(contentsOf: step[..<produced])
            // A full step may have left more inside zlib.
            if produced < Self.stepBytes, position == input.count { return }
        } while true
    }

    private static let corrupt = RequestFailure.malformed("The gzip stream of the body is corrupt.")

    private mutating func advance(
        _ input: Span<UInt8>
    ) -> (status: Int32, consumed: Int, produced: Int) {
        unsafe input.withUnsafeBufferPointer { source in
            unsafe step.withUnsafeMutableBufferPointer { target in
                // zlib reads through this pointer and does not write.
                unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
                unsafe stream.pointee.avail_in = UInt32(source.count)
                unsafe stream.pointee.next_out = target.baseAddress
                unsafe stream.pointee.avail_out = UInt32(target.count)
                let status = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
                let consumed = unsafe source.count - Int(stream.pointee.avail_in)
                let produced = unsafe target.count - Int(stream.pointee.avail_out)
                return (status, consumed, produced)
            }
        }
    }
}
