internal import Crypto
internal import Privacy

/// Reads a file of ``GzipFileWriter`` in pieces; what was read is to be trusted once it is finished.
///
/// Whatever the file holds, no more is taken into memory than two buffers.
struct GzipFileReader: ~Copyable {
    private let file: OpenFile
    private var inflater: RawInflater
    private var content = GzipContent()
    private var hash = SHA256()
    private let expectedHash: [UInt8]
    private var buffer = [UInt8](repeating: 0, count: GzipLayout.bufferBytes)
    /// What was read from the file and not taken yet.
    private var unread = 0..<0

    /// Opens a file; refuses one that does not begin as one does.
    init(path: String) throws(PrivacyError) {
        let file = try OpenFile(reading: path)
        expectedHash = try Self.hash(inHeaderOf: file)
        self.file = file
        inflater = RawInflater()
    }

    /// Reads on, and returns how many bytes it filled: fewer than there is room for at the end only.
    mutating func read(into output: inout [UInt8]) throws(PrivacyError) -> Int {
        var filled = 0
        while filled < output.count, !inflater.isAtEnd {
            if unread.isEmpty, try !refill() { throw SnapshotFailure.damaged }
            guard let step = inflater.advance(buffer[unread], into: &output, from: filled) else {
                throw SnapshotFailure.damaged
            }
            unread = (unread.lowerBound + step.consumed)..<unread.upperBound
            filled += step.produced
        }
        content.add(output.span.extracting(..<filled))
        return filled
    }

    /// Refuses a file that does not end here, or in any other way than it was written.
    mutating func finish() throws(PrivacyError) {
        var more = [UInt8](repeating: 0, count: 1)
        guard try read(into: &more) == 0 else { throw SnapshotFailure.damaged }
        var trailer: [UInt8] = []
        repeat {
            trailer += buffer[unread]
            guard try refill() else { break }
        } while trailer.count <= GzipLayout.trailerBytes
        guard trailer == content.trailer, Array(hash.finalize()) == expectedHash else {
            throw SnapshotFailure.damaged
        }
    }

    /// Reads the next piece of the file; false at its end.
    private mutating func refill() throws(PrivacyError) -> Bool {
        let count = try file.read(into: &buffer)
        unread = 0..<count
        hash.update(data: buffer[unread])
        return count > 0
    }

    private static func hash(inHeaderOf file: borrowing OpenFile) throws(PrivacyError) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: GzipLayout.headerBytes)
        var filled = 0
        while filled < header.count {
            let count = try file.read(into: &header, from: filled)
            guard count > 0 else { throw SnapshotFailure.damaged }
            filled += count
        }
        let start = GzipLayout.headerStart.count
        guard header[..<start] == GzipLayout.headerStart[...] else {
            throw SnapshotFailure.noSnapshot
        }
        return Array(header[start...])
    }
}
