import Testing

@testable import SQLite

extension Connection {
    /// The b-tree pages of the database file as they stand in it.
    func bTreePages() throws -> [BTreePage] {
        let pageSize = try #require(Int(pragma("page_size") ?? ""))
        let count = Int(try sizeBytes(of: .main)) / pageSize
        return try (0..<count).compactMap { number in
            var bytes = [UInt8](repeating: 0, count: pageSize)
            var span = bytes.mutableSpan
            _ = try readFile(.main, at: Int64(number * pageSize), into: &span)
            return BTreePage(bytes, isFirst: number == 0)
        }
    }

    /// How many bytes in the gaps of the database file's pages are not zero.
    func oldBytesInGaps() throws -> Int {
        try bTreePages().reduce(0) { total, page in
            total + page.bytes[try page.gap].count { $0 != 0 }
        }
    }

    var isWhole: Bool {
        get throws { try pragma("integrity_check") == "ok" }
    }
}

extension BTreePage {
    /// Its gap, which every page of a real file has.
    var gap: Range<Int> {
        get throws {
            let gap = PageGap(of: bytes.span, isFirst: header != 0)
            return try #require(gap).bytes
        }
    }
}
