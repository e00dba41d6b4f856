import Testing

@testable import HTTPServer

/// Whole gzip streams, for tests.
enum Gzip {
    static func compress(_ bytes: [UInt8]) -> [UInt8] {
        var deflater = Deflater()
        var compressed: [UInt8] = []
        deflater.deflate(bytes.span, flush: .finish, into: &compressed)
        return compressed
    }

    static func decompress(_ bytes: [UInt8]) throws -> [UInt8] {
        var inflater = Inflater()
        var plain: [UInt8] = []
        try inflater.inflate(bytes.span, into: &plain, limitBytes: .max)
        let isComplete = inflater.isComplete
        try #require(isComplete)
        return plain
    }
}
