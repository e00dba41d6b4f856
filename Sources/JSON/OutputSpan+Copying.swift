extension OutputSpan<UInt8> {
    /// Appends the bytes of a span in one copy; traps when there is no room for them.
    @inline(__always)
    mutating func append(copying bytes: Span<UInt8>) {
        precondition(bytes.count <= freeCapacity, "no room left")
        unsafe withUnsafeMutableBufferPointer { buffer, count in
            let free = UnsafeMutableRawBufferPointer(buffer.extracting(count...))
            unsafe bytes.withUnsafeBytes { unsafe free.copyMemory(from: $0) }
            count += bytes.count
        }
    }
}
