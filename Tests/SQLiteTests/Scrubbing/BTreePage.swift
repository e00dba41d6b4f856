/// A b-tree page taken apart by the file format alone: what each of its bytes belongs to.
///
/// See <https://www.sqlite.org/fileformat2.html#b_tree_pages>.
struct BTreePage {
    let bytes: [UInt8]
    let header: Int
    private(set) var cells: [Range<Int>] = []
    private(set) var freeBlocks: [Range<Int>] = []

    /// Nil when the page does not begin as a b-tree page does.
    init?(_ bytes: [UInt8], isFirst: Bool) {
        header = isFirst ? 100 : 0
        self.bytes = bytes
        guard [2, 5, 10, 13].contains(bytes[header]) else { return nil }
        for index in 0..<number16(header + 3) {
            let start = number16(cellPointers + 2 * index)
            cells.append(start..<(start + cellSize(start)))
        }
        var block = number16(header + 1)
        while block != 0 {
            freeBlocks.append(block..<(block + number16(block + 2)))
            block = number16(block)
        }
    }

    /// How many bytes the page says are in fragments, holes too small to be blocks.
    var fragmentBytes: Int {
        Int(bytes[header + 7])
    }

    /// The bytes of the content area that are of no cell and no free block.
    func fragments(behind content: Int) -> [Range<Int>] {
        var fragments: [Range<Int>] = []
        var end = content
        for range in (cells + freeBlocks).sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if end < range.lowerBound { fragments.append(end..<range.lowerBound) }
            end = range.upperBound
        }
        if end < bytes.count { fragments.append(end..<bytes.count) }
        return fragments
    }

    private var isInterior: Bool { bytes[header] < 10 }
    private var isTable: Bool { bytes[header] == 5 || bytes[header] == 13 }
    private var cellPointers: Int { header + (isInterior ? 12 : 8) }

    private func number16(_ offset: Int) -> Int {
        Int(bytes[offset]) << 8 | Int(bytes[offset + 1])
    }

    private func cellSize(_ start: Int) -> Int {
        var end = start + (isInterior ? 4 : 0)
        if isTable && isInterior {
            _ = variable(&end)
            return end - start
        }
        let payload = variable(&end)
        if isTable { _ = variable(&end) }
        let local = localPayload(payload)
        // An overflow page's number follows what does not fit; no cell is shorter than 4 bytes.
        return max(4, end - start + local + (local < payload ? 4 : 0))
    }

    /// How much of a payload stands in the cell: the file format, 1.6.
    private func localPayload(_ payload: Int) -> Int {
        let usable = bytes.count
        let most = isTable ? usable - 35 : (usable - 12) * 64 / 255 - 23
        if payload <= most { return payload }
        let least = (usable - 12) * 32 / 255 - 23
        let wanted = least + (payload - least) % (usable - 4)
        return wanted <= most ? wanted : least
    }

    /// A number of 1 to 9 bytes, of which each but the ninth holds 7 bits.
    private func variable(_ offset: inout Int) -> Int {
        var value = 0
        for _ in 0..<8 {
            let byte = bytes[offset]
            offset += 1
            value = value << 7 | Int(byte & 0x7F)
            if byte < 0x80 { return value }
        }
        offset += 1
        return value << 8 | Int(bytes[offset - 1])
    }
}
