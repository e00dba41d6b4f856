import JSON
import Testing

struct MutationTests {
    private static let interesting: [UInt8] =
        Array("{}[]\",:\\u0deE+-.tfn \n".utf8) + [0, 0x1F, 0x80, 0xC3, 0xED, 0xF4, 0xFF]

    /// A crash ends the run; a text that is taken must be one that the writer writes and the reader
    /// takes again.
    @Test(arguments: 0..<8)
    func `no change of a text crashes a reader or a splitter`(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let texts = ValidTexts.compact.map { Array($0.utf8) }
        for _ in 0..<1500 {
            var bytes = texts.randomElement(using: &generator) ?? []
            for _ in 0...Int.random(in: 0...3, using: &generator) {
                Self.change(&bytes, with: &generator)
            }
            if let value = try? JSONReader.value(of: bytes) {
                #expect((try? JSONReader.value(of: JSONWriter.bytes(of: value))) == value)
            }
            let feed = Array(#"{"a":["#.utf8) + bytes + Array("]}".utf8)
            let cut = Int.random(in: 0...feed.count, using: &generator)
            let whole = FeedRecord(of: feed, chunks: [feed.count])
            #expect(FeedRecord(of: feed, chunks: [cut, feed.count - cut]) == whole)
        }
    }

    private static func change(_ bytes: inout [UInt8], with generator: inout SeededGenerator) {
        let index = Int.random(in: 0...bytes.count, using: &generator)
        let byte = interesting.randomElement(using: &generator) ?? 0
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes.insert(byte, at: index)
        case 1: if index < bytes.count { bytes[index] = byte }
        case 2: if index < bytes.count { bytes.remove(at: index) }
        default: bytes.insert(contentsOf: bytes[..<index], at: index)
        }
    }
}
