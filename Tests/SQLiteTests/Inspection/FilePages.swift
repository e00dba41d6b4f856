import Testing

@testable import SQLite

/// All pages of a database file as they stand in it.
struct FilePages {
    let numbered: [(number: UInt32, bytes: [UInt8])]

    init(of connection: Connection) throws {
        let size = try #require(Int(connection.pragma("page_size") ?? ""))
        let count = Int(try connection.sizeBytes(of: .main)) / size
        numbered = try (0..<count).map { index in
            var bytes = [UInt8](repeating: 0, count: size)
            var span = bytes.mutableSpan
            _ = try connection.readFile(.main, at: Int64(index * size), into: &span)
            return (UInt32(index + 1), bytes)
        }
    }

    /// Those of a file in which people came, changed and went.
    static func ofExperiment(_ pageSizeBytes: Int, scrubs: Bool) throws -> FilePages {
        let experiment = try ErasureExperiment(
            .init(pageSizeBytes: pageSizeBytes, scrubs: scrubs, subjects: 600))
        try experiment.run()
        return try FilePages(of: experiment.writer)
    }

    /// How many dead bytes are not zero.
    var oldBytes: Int {
        numbered.reduce(0) { total, page in
            let anatomy = PageAnatomy(of: page.bytes.span, isFirst: page.number == 1)
            let dead = anatomy.deadRanges.map { range in page.bytes[range].count { $0 != 0 } }
            return total + dead.reduce(0, +)
        }
    }
}
