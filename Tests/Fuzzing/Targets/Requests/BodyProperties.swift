@testable import HTTPServer

/// A body arrives as it was sent through chunks and gzip; a damaged one is read alike however it is
/// cut, and never beyond the limit.
enum BodyProperties {
    static func hold(for input: FuzzInput) {
        var input = input
        let isZipped = input.flag()
        let isInTwoMembers = isZipped && input.flag()
        let chunkLengths = input.flag() ? input.pieceLengths() : nil
        let lengths = input.pieceLengths()
        var limits = Limits()
        limits.bodyBytes = input.choice(below: 256)
        let damages = (0..<input.choice(below: 4)).map { _ in
            Damage(position: input.choice(below: 256), bits: input.choice(below: 256))
        }

        let content = input.bytes
        var sent = isZipped ? zip(content, inTwoMembers: isInTwoMembers) : content
        for damage in damages { damage.apply(to: &sent) }
        let request =
            head(of: sent.count, isZipped, isChunked: chunkLengths != nil)
            + (chunkLengths.map { chunks(of: sent, $0) } ?? sent)
        let whole = Conversation(request, pieceLengths: [request.count], limits: limits)
        for lengths in [lengths, [1]] {
            require(
                Conversation(request, pieceLengths: lengths, limits: limits) == whole,
                "The way in which a body was cut changed what came out.")
        }
        let body = whole.requests.first?.body
        require(body.map { $0.count <= limits.bodyBytes } ?? true, "A body is over its limit.")
        guard damages.isEmpty else { return }
        if max(sent.count, content.count) <= limits.bodyBytes {
            require(body == content, "A body did not arrive as it was sent.")
        } else {
            require(whole.events.first == .refusal(.bodyTooLarge), "A large body was not refused.")
        }
    }

    private static func head(of count: Int, _ isZipped: Bool, isChunked: Bool) -> [UInt8] {
        let coding = isZipped ? "Content-Encoding: gzip\r\n" : ""
        let framing = isChunked ? "Transfer-Encoding: chunked" : "Content-Length: \(count)"
        return Array("POST / HTTP/1.1\r\nHost: a\r\n\(coding)\(framing)\r\n\r\n".utf8)
    }

    private static func zip(_ content: [UInt8], inTwoMembers: Bool) -> [UInt8] {
        var deflater = Deflater()
        var zipped: [UInt8] = []
        let middle = inTwoMembers ? content.count / 2 : content.count
        deflater.deflate(content.span.extracting(..<middle), flush: .finish, into: &zipped)
        guard inTwoMembers else { return zipped }
        deflater.reset()
        deflater.deflate(content.span.extracting(middle...), flush: .finish, into: &zipped)
        return zipped
    }

    private static func chunks(of bytes: [UInt8], _ lengths: [Int]) -> [UInt8] {
        var chunks: [UInt8] = []
        bytes.forEachPiece(of: lengths) { piece in
            chunks += Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece
            chunks += Array("\r\n".utf8)
        }
        return chunks + Array("0\r\n\r\n".utf8)
    }
}

/// Bits that change on the way.
private struct Damage {
    let position: Int
    let bits: Int

    func apply(to bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        bytes[position % bytes.count] ^= UInt8(truncatingIfNeeded: bits)
    }
}
