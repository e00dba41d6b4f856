/// Bytes that are written onto their end, several pieces at a time.
///
/// The array is always longer than what is written of it, so that it is asked once for room for several
/// pieces: with 4 kB of answer, 57,000 instructions where appending each piece took 90,000.
struct JSONBuffer: Sendable {
    private static let leastCapacity = 64

    private var storage: [UInt8] = []
    private(set) var count = 0

    /// What is written.
    var bytes: [UInt8] { Array(storage[..<count]) }

    /// Makes room for so many bytes in all.
    mutating func reserveCapacity(_ capacity: Int) {
        if capacity > storage.count { grow(to: capacity) }
    }

    /// Takes back what is written, and keeps the room.
    mutating func removeAll() { count = 0 }

    /// Takes what is written, and leaves nothing.
    mutating func take() -> [UInt8] {
        storage.removeSubrange(count...)
        count = 0
        defer { storage = [] }
        return storage
    }

    /// Lets `body` write at most so many bytes.
    @inline(__always)
    mutating func write(atMost room: Int, _ body: (inout Writing) -> Void) {
        if storage.count - count < room { grow(to: max(2 * storage.count, count + room)) }
        count += unsafe storage.withUnsafeMutableBufferPointer { buffer in
            var writing = unsafe Writing(UnsafeMutableBufferPointer(rebasing: buffer[count...]))
            body(&writing)
            return writing.count
        }
    }

    @inline(never)
    private mutating func grow(to capacity: Int) {
        let more = max(capacity, Self.leastCapacity) - storage.count
        storage.append(contentsOf: repeatElement(0, count: more))
    }

    /// The place where something is being written; traps when there is no room left.
    @safe struct Writing: ~Copyable {
        private let room: UnsafeMutableBufferPointer<UInt8>
        private(set) var count = 0

        @inline(__always)
        init(_ room: UnsafeMutableBufferPointer<UInt8>) { unsafe self.room = unsafe room }

        @inline(__always)
        mutating func put(_ byte: UInt8) {
            precondition(unsafe count < room.count, "no room left")
            unsafe room[count] = byte
            count += 1
        }

        /// So many bytes, all of which `body` fills in.
        @inline(__always)
        mutating func put(count more: Int, _ body: (UnsafeMutableBufferPointer<UInt8>) -> Void) {
            precondition(unsafe more <= room.count - count, "no room left")
            unsafe body(UnsafeMutableBufferPointer(rebasing: room[count..<count + more]))
            count += more
        }

        @inline(__always)
        mutating func put(_ bytes: Span<UInt8>) {
            precondition(unsafe bytes.count <= room.count - count, "no room left")
            unsafe bytes.withUnsafeBufferPointer { source in
                guard let from = source.baseAddress, let to = unsafe room.baseAddress else {
                    return
                }
                unsafe (to + count).update(from: from, count: source.count)
            }
            count += bytes.count
        }
    }
}
