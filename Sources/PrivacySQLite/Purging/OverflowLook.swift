internal import SQLite

/// Looks at what no page tells by itself: payloads that go on from page to page.
///
/// A text in such a payload may stand across the border of two pieces, so the end of each is searched
/// together with the begin of the next; and behind its end the last page has dead bytes. What stands
/// inside one piece is found where its page is looked at.
///
/// It reads the database file, as ``FreePages`` does; in frames of a log the next piece may stand
/// anywhere, and borders in it are not searched.
struct OverflowLook {
    /// What is looked for.
    let scanner: TraceScanner
    /// The size and the number of the file's pages.
    let free: FreePages
    /// A connection to the database.
    let connection: Connection

    /// The number of the next page, before the payload.
    private static let linkBytes = 4

    /// Follows a payload from a page to its end, which it reaches after as many pages as its length
    /// tells, and at most as many as the file has.
    func look(
        along continuation: PayloadContinuation, of page: Span<UInt8>
    ) throws(SQLiteError) -> OverflowFinding {
        var finding = OverflowFinding()
        var border = tail(of: page, continuation.piece)
        var bytes = [UInt8](repeating: 0, count: free.pageSizeBytes)
        var next = continuation.page
        var rest = continuation.restBytes
        var steps: UInt32 = 0
        while rest > 0 {
            guard steps < free.pageCount, try read(next, into: &bytes) else {
                finding.isBroken = true
                return finding
            }
            steps += 1
            let piece = Self.linkBytes..<min(bytes.count, Self.linkBytes + rest)
            search(border, bytes.span, piece, &finding)
            border = tail(of: bytes.span, piece)
            rest -= piece.count
            if rest == 0 { lookBehind(piece.upperBound, on: next, bytes.span, &finding) }
            next = number(bytes.span)
        }
        finding.isBroken = next != 0
        return finding
    }

    private func lookBehind(
        _ end: Int, on number: UInt32, _ page: Span<UInt8>, _ finding: inout OverflowFinding
    ) {
        let residue = DeadBytes.residue(
            in: page, end..<page.count, besidePagesUpTo: free.pageCount)
        finding.residue = residue.map { (number, $0) }
    }

    /// Searches across the border; what does not cross it is told where its page is looked at.
    private func search(
        _ border: [UInt8], _ page: Span<UInt8>, _ piece: Range<Int>,
        _ finding: inout OverflowFinding
    ) {
        var joined = border
        for place in piece.prefix(scanner.overlapBytes) { joined.append(page[place]) }
        scanner.scan(joined.span, seen: border.count) { hit in
            guard hit.bytes.lowerBound < border.count else { return }
            finding.mentions.append(hit.erasure)
        }
    }

    private func tail(of page: Span<UInt8>, _ piece: Range<Int>) -> [UInt8] {
        piece.suffix(scanner.overlapBytes).map { place in page[place] }
    }

    /// Reads a page; false when the file has none of that number.
    private func read(_ number: UInt32, into bytes: inout [UInt8]) throws(SQLiteError) -> Bool {
        guard number > 1, number <= free.pageCount else { return false }
        let offset = Int64(number - 1) * Int64(bytes.count)
        var buffer = bytes.mutableSpan
        return try connection.readFile(.main, at: offset, into: &buffer) == free.pageSizeBytes
    }

    private func number(_ page: Span<UInt8>) -> UInt32 {
        (0..<Self.linkBytes).reduce(UInt32(0)) { $0 << 8 | UInt32(page[$1]) }
    }
}
