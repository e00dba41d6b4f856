internal import Crypto
internal import Privacy

/// Writes a gzip file in pieces; it is whole and on the disk once it is finished.
struct GzipFileWriter: ~Copyable {
    /// zlib's level for snapshots: of a shop's pages, level 1 takes half the time of level 6 for a
    /// seventh more bytes.
    static let level: Int32 = 1

    private let file: OpenFile
    private var deflater: RawDeflater
    private var content = GzipContent()
    private var hash = SHA256()
    private var size = Int64(GzipLayout.headerBytes)

    /// Makes the file; refuses a name that is taken.
    init(creating path: String, level: Int32 = level) throws(PrivacyError) {
        let file = try OpenFile(creating: path)
        let header = GzipLayout.headerStart + [UInt8](repeating: 0, count: GzipLayout.hashBytes)
        try file.write(header.span)
        self.file = file
        deflater = RawDeflater(level: level)
    }

    /// Appends to the content.
    mutating func write(_ bytes: Span<UInt8>) throws(PrivacyError) {
        content.add(bytes)
        try pack(bytes, isLast: false)
    }

    /// Ends the file, waits until it is on the disk, and returns its size in bytes.
    mutating func finish() throws(PrivacyError) -> Int64 {
        try pack([UInt8]().span, isLast: true)
        try put(content.trailer.span)
        try file.overwrite(Array(hash.finalize()).span, at: GzipLayout.headerStart.count)
        try file.sync()
        return size
    }

    private mutating func pack(_ bytes: Span<UInt8>, isLast: Bool) throws(PrivacyError) {
        var buffer = [UInt8](repeating: 0, count: GzipLayout.bufferBytes)
        var position = 0
        var produced = 0
        repeat {
            var output = buffer.mutableSpan
            let step = deflater.advance(
                bytes.extracting(position...), isLast: isLast, into: &output)
            position += step.consumed
            produced = step.produced
            try put(buffer.span.extracting(..<produced))
        } while produced == buffer.count
    }

    private mutating func put(_ bytes: Span<UInt8>) throws(PrivacyError) {
        unsafe bytes.withUnsafeBytes { bytes in unsafe hash.update(bufferPointer: bytes) }
        try file.write(bytes)
        size += Int64(bytes.count)
    }
}
