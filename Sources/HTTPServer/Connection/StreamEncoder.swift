/// Frames a body that is sent while it is made: chunks, compressed or not.
struct StreamEncoder: ~Copyable {
    private let isChunked: Bool
    private var deflater: Deflater?

    init(isChunked: Bool, compression: Compression) {
        self.isChunked = isChunked
        deflater = compression == .gzip ? Deflater() : nil
    }

    mutating func encode(_ bytes: [UInt8], into output: inout OutputQueue) {
        guard deflater != nil else { return frame(bytes, into: &output) }
        var compressed: [UInt8] = []
        deflater?.deflate(bytes.span, flush: .sync, into: &compressed)
        frame(compressed, into: &output)
    }

    mutating func finish(into output: inout OutputQueue) {
        var rest: [UInt8] = []
        deflater?.deflate([UInt8]().span, flush: .finish, into: &rest)
        frame(rest, into: &output)
        if isChunked { output.append(Array("0\r\n\r\n".utf8)) }
    }

    private func frame(_ bytes: [UInt8], into output: inout OutputQueue) {
        // A chunk of no bytes would be the last one (RFC 9112 §7.1).
        guard isChunked, !bytes.isEmpty else { return output.append(bytes) }
        output.append(Array("\(String(bytes.count, radix: 16))\r\n".utf8))
        output.append(bytes)
        output.append(Array("\r\n".utf8))
    }
}
