/// Bytes that were received and not yet read.
struct InputBuffer {
    /// What an idle connection may keep allocated, for its next small request.
    private static let keptCapacityBytes = 4 * 1024

    private var bytes: [UInt8] = []
    private var start = 0

    var isEmpty: Bool { start == bytes.count }

    var count: Int { bytes.count - start }

    /// The unread bytes, or the first of them.
    func prefix(_ count: Int = .max) -> [UInt8] { Array(bytes[start...].prefix(count)) }

    mutating func append(_ input: Span<UInt8>) {
        if start > 0 {
            bytes.removeSubrange(..<start)
            start = 0
        }
        unsafe input.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }

    mutating func consume(_ count: Int) {
        start += count
        guard isEmpty else { return }
        bytes.removeAll(keepingCapacity: bytes.capacity <= Self.keptCapacityBytes)
        start = 0
    }

    /// Lends what is unread.
    func withUnread<Value: ~Copyable, Failure: Error>(
        _ body: (Span<UInt8>) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try body(bytes.span.extracting(start..<bytes.count))
    }
}
