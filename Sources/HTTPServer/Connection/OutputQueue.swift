/// Bytes that are to be sent, in order.
///
/// Small pieces gather in one chunk, so that a head and its body, or several pipelined answers,
/// leave in one call; a large body stands in the queue as it is, without a copy.
struct OutputQueue {
    /// Up to here a copy costs less than a system call of its own.
    private static let gatheredBytes = 16 * 1024
    /// What an idle connection may keep allocated, for its next small answer.
    private static let keptCapacityBytes = 4 * 1024

    private var chunks: [[UInt8]] = []
    private var firstOffset = 0
    private(set) var byteCount = 0
    /// All that was ever sent.
    private(set) var sentBytes = 0

    var isEmpty: Bool { byteCount == 0 }

    mutating func append(_ bytes: [UInt8]) {
        if bytes.isEmpty { return }
        byteCount += bytes.count
        if let last = chunks.indices.last, chunks[last].count + bytes.count <= Self.gatheredBytes {
            chunks[last].append(contentsOf: bytes)
        } else {
            chunks.append(bytes)
        }
    }

    /// Lets `body` write onto the end of the queue.
    mutating func gather(_ body: (inout [UInt8]) -> Void) {
        if let last = chunks.last, last.count < Self.gatheredBytes {} else { chunks.append([]) }
        let last = chunks.count - 1
        let before = chunks[last].count
        body(&chunks[last])
        byteCount += chunks[last].count - before
    }

    /// Sends what the socket takes; true when nothing is left.
    mutating func flush(to socket: Socket) throws(SystemError) -> Bool {
        while byteCount > 0, let first = chunks.first {
            let unsent = first.count - firstOffset
            let sent = try socket.send(first, from: firstOffset, hasMore: chunks.count > 1)
            byteCount -= sent
            sentBytes += sent
            guard sent == unsent else {
                firstOffset += sent
                return false
            }
            firstOffset = 0
            if chunks.count == 1, first.count <= Self.gatheredBytes { break }
            chunks.removeFirst()
        }
        recycle()
        return true
    }

    mutating func removeAll() {
        chunks = []
        firstOffset = 0
        byteCount = 0
    }

    /// Keeps the last chunk's memory for the next answer.
    private mutating func recycle() {
        guard byteCount == 0, !chunks.isEmpty else { return }
        if chunks[0].capacity <= Self.keptCapacityBytes {
            chunks[0].removeAll(keepingCapacity: true)
        } else {
            chunks = []
        }
    }
}
