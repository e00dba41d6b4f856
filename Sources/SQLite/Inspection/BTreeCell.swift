/// One cell of a b-tree page: how long it is, and whether its payload goes on elsewhere.
///
/// See <https://www.sqlite.org/fileformat2.html#b_tree_pages>, "B-tree Cell Format".
struct BTreeCell {
    let bytes: Range<Int>
    let continuation: PayloadContinuation?

    /// The longest payload SQLite makes: <https://www.sqlite.org/limits.html>, 1.
    private static let maximumPayloadBytes: UInt64 = 0x7FFF_FFFF
    /// No cell takes less, so that it can become a free block.
    private static let minimumBytes = 4

    /// Reads the cell at `start`, or returns nil when it does not end inside the page.
    init?(in page: Span<UInt8>, at start: Int, of kind: BTreePageKind) {
        var reader = VariableReader(offset: start + (kind.isInterior ? 4 : 0))
        var continuation: PayloadContinuation?
        if kind == .tableInterior {
            guard reader.next(in: page) != nil else { return nil }
        } else {
            guard let payload = reader.next(in: page), payload <= Self.maximumPayloadBytes,
                !kind.isTable || reader.next(in: page) != nil
            else { return nil }
            let piece = Self.localBytes(of: Int(payload), usable: page.count, isTable: kind.isTable)
            let begin = reader.offset
            reader.offset += piece
            if piece < Int(payload) {
                guard reader.offset + 4 <= page.count else { return nil }
                continuation = PayloadContinuation(
                    piece: begin..<reader.offset, page: page.bigEndian32(at: reader.offset),
                    restBytes: Int(payload) - piece)
                reader.offset += 4
            }
        }
        let end = max(reader.offset, start + Self.minimumBytes)
        guard end <= page.count else { return nil }
        bytes = start..<end
        self.continuation = continuation
    }

    /// How much of a payload stands in the cell: the file format, 1.6.
    private static func localBytes(of payload: Int, usable: Int, isTable: Bool) -> Int {
        let most = isTable ? usable - 35 : (usable - 12) * 64 / 255 - 23
        if payload <= most { return payload }
        let least = (usable - 12) * 32 / 255 - 23
        let wanted = least + (payload - least) % (usable - 4)
        return wanted <= most ? wanted : least
    }
}
