/// The parts of a b-tree page, taken one after the other; no byte may be of two.
struct PageParts {
    /// The live bytes.
    private(set) var map: ByteMap
    private(set) var continuations: [PayloadContinuation] = []
    /// The bytes of the content area that are of no cell and no free block.
    private(set) var fragmentBytes: Int

    private let header: Int
    private let content: Int

    init(_ page: Span<UInt8>, header: Int, content: Int) {
        self.header = header
        self.content = content
        map = ByteMap(count: page.count)
        fragmentBytes = page.count - content
    }

    /// Takes all before the gap, and the cells to which the pointers point.
    mutating func takeCells(
        _ pointers: Range<Int>, of kind: BTreePageKind, in page: Span<UInt8>
    ) -> Bool {
        guard map.take(0..<pointers.upperBound) else { return false }
        for pointer in stride(from: pointers.lowerBound, to: pointers.upperBound, by: 2) {
            let start = page.bigEndian16(at: pointer)
            guard let cell = BTreeCell(in: page, at: start, of: kind), map.take(cell.bytes) else {
                return false
            }
            fragmentBytes -= cell.bytes.count
            if let continuation = cell.continuation { continuations.append(continuation) }
        }
        return true
    }

    /// Takes the links of the free blocks, which stand in ascending order: so the walk ends.
    mutating func takeFreeBlocks(in page: Span<UInt8>) -> Bool {
        var end = content
        var start = page.bigEndian16(at: header + 1)
        while start != 0 {
            guard start >= end, start + Self.linkBytes <= page.count else { return false }
            let size = page.bigEndian16(at: start + 2)
            guard size >= Self.linkBytes, start + size <= page.count,
                map.isFree(start..<(start + size)), map.take(start..<(start + Self.linkBytes))
            else { return false }
            fragmentBytes -= size
            end = start + size
            start = page.bigEndian16(at: start)
        }
        return true
    }

    /// The number of the next block and the own size, of 2 bytes each.
    private static let linkBytes = 4
}
