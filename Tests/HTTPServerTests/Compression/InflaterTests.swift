import Testing

@testable import HTTPServer

struct InflaterTests {
    private static let plain = (0..<40_000).flatMap { Array("line \($0)\n".utf8) }

    private static func gunzip(
        _ bytes: [UInt8], pieceBytes: Int, limitBytes: Int = .max
    ) throws -> (plain: [UInt8], isComplete: Bool) {
        var inflater = Inflater()
        var plain: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: pieceBytes) {
            let piece = Array(bytes[start..<min(start + pieceBytes, bytes.count)])
            try inflater.inflate(piece.span, into: &plain, limitBytes: limitBytes)
        }
        return (plain, inflater.isComplete)
    }

    @Test(arguments: [1, 7, 4096, .max / 2])
    func `what was compressed comes back, in pieces of any size`(pieceBytes: Int) throws {
        let result = try Self.gunzip(Gzip.compress(Self.plain), pieceBytes: pieceBytes)
        #expect(result.plain == Self.plain)
        #expect(result.isComplete)
    }

    @Test func `members that follow each other come back as one`() throws {
        let two = Gzip.compress(Array("one ".utf8)) + Gzip.compress(Array("two".utf8))
        for pieceBytes in [1, two.count] {
            let result = try Self.gunzip(two, pieceBytes: pieceBytes)
            #expect(result.plain == Array("one two".utf8))
        }
    }

    @Test func `output stops at the limit while it is inflated`() throws {
        let bomb = Gzip.compress([UInt8](repeating: 0, count: 10_000_000))
        let limit = 1_000_000
        #expect(throws: RequestFailure.bodyTooLarge) {
            try Self.gunzip(bomb, pieceBytes: bomb.count, limitBytes: limit)
        }
        let fits = Gzip.compress([UInt8](repeating: 0, count: limit))
        #expect(try Self.gunzip(fits, pieceBytes: fits.count, limitBytes: limit).isComplete)
    }

    @Test func `a stream that is cut off is not complete`() throws {
        let compressed = Gzip.compress(Self.plain)
        #expect(try !Self.gunzip(Array(compressed.dropLast()), pieceBytes: 4096).isComplete)
    }

    @Test(arguments: [0, 100, -4])
    func `a spoiled byte of header, data or checksum is found`(position: Int) throws {
        var compressed = Gzip.compress(Self.plain)
        compressed[position < 0 ? compressed.count + position : position] ^= 0xFF
        #expect(throws: RequestFailure.self) {
            let result = try Self.gunzip(compressed, pieceBytes: 4096)
            try #require(result.isComplete)
        }
    }

    @Test func `what follows the stream is refused`() throws {
        #expect(throws: RequestFailure.self) {
            try Self.gunzip(Gzip.compress(Self.plain) + Array("tail".utf8), pieceBytes: .max / 2)
        }
    }
}
