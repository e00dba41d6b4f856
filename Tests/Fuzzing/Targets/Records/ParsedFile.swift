@testable import Administration

/// What a parser makes of an import file that is read in pieces.
struct ParsedFile: Equatable {
    struct Entry: Equatable {
        let position: RecordPosition
        let content: Result<FeedRecord, RecordFault>
        let byteCount: Int
    }

    private(set) var entries: [Entry] = []
    private(set) var failure: String?

    init(_ file: [UInt8], name: String, pieceLengths: [Int]) {
        var parser = RecordParser(path: name)
        file.forEachPiece(of: pieceLengths) { piece in
            guard parser.failure == nil else { return }
            add(parser.push(Array(piece)))
        }
        if parser.failure == nil { add(parser.finish()) }
        failure = parser.failure
    }

    /// The records that were understood.
    var records: [FeedRecord] { entries.compactMap { try? $0.content.get() } }

    private mutating func add(_ entries: [RecordParser.Entry]) {
        self.entries += entries.map {
            Entry(position: $0.position, content: $0.content, byteCount: $0.byteCount)
        }
    }
}
