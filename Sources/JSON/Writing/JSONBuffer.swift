/// Bytes that are written onto their end, several pieces at a time.
///
/// It is asked once for room for several pieces, which took two thirds of the instructions of appending each.
struct JSONBuffer: Sendable {
    /// What is written.
    private(set) var bytes: [UInt8] = []

    /// Makes room for so many bytes in all.
    mutating func reserveCapacity(_ capacity: Int) { bytes.reserveCapacity(capacity) }

    /// Takes back what is written, and keeps the room.
    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

    /// Takes what is written, and leaves nothing.
    mutating func take() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    /// Lets `body` write at most so many bytes.
    @inline(__always)
    mutating func write(atMost room: Int, _ body: (inout Writing) -> Void) {
        bytes.append(addingCapacity: room) { span in
            unsafe span.withUnsafeMutableBufferPointer { buffer, count in
                var writing = unsafe Writing(buffer)
                body(&writing)
                count = writing.count
            }
        }
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

        /// The first bytes of a word, the lowest first; there has to be room for all eight.
        @inline(__always)
        mutating func put(word: UInt64, count more: Int) {
            precondition(unsafe room.count - count >= 8 && more <= 8, "no room left")
            unsafe UnsafeMutableRawBufferPointer(room).storeBytes(
                of: word.littleEndian, toByteOffset: count, as: UInt64.self)
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
