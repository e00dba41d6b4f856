import Testing

@testable import SQLite

/// Pages of real files, taken apart, against a second reading of the file format.
struct PageAnatomyTests {
    @Test(arguments: [512, 1024, 4096, 16384, 32768, 65536], [true, false])
    func `every byte of a b-tree page is live or dead, as a second reading has it`(
        pageSizeBytes: Int, scrubs: Bool
    ) throws {
        var pages = 0
        for file in try FilePages.ofExperiment(pageSizeBytes, scrubs: scrubs).numbered {
            let anatomy = PageAnatomy(of: file.bytes.span, isFirst: file.number == 1)
            guard let page = BTreePage(file.bytes, isFirst: file.number == 1) else {
                #expect(anatomy.kind == .other && anatomy.deadRanges.isEmpty)
                continue
            }
            pages += 1
            #expect(anatomy.kind == .bTree)
            let dead = Set(anatomy.deadRanges.flatMap { Array($0) })
            #expect(dead == (try page.deadBytes), "page \(file.number)")
        }
        #expect(pages > 5)
    }

    @Test(arguments: [512, 1024, 4096, 16384, 65536])
    func `nothing is left in dead bytes of a file that is scrubbed`(pageSizeBytes: Int) throws {
        #expect(try FilePages.ofExperiment(pageSizeBytes, scrubs: true).oldBytes == 0)
    }

    /// Without this the test above could not fail.
    @Test(arguments: [512, 1024, 4096, 16384, 65536])
    func `something is left in dead bytes of a file that is not`(pageSizeBytes: Int) throws {
        #expect(try FilePages.ofExperiment(pageSizeBytes, scrubs: false).oldBytes > 0)
    }

    @Test(arguments: [512, 1024, 4096, 65536])
    func `payloads are followed to the length that their rows have`(pageSizeBytes: Int) throws {
        let folder = try TemporaryFolder()
        let connection = try Connection(path: folder.file(), access: .create)
        try connection.execute(
            "PRAGMA page_size = \(pageSizeBytes); CREATE TABLE t (id INTEGER PRIMARY KEY, a BLOB)")
        let sizes = [1, pageSizeBytes - 35, pageSizeBytes, 3 * pageSizeBytes, 200_000]
        for size in sizes {
            try connection.run(
                "INSERT INTO t (a) VALUES (?)", .blob(Array(repeating: 7, count: size)))
        }
        var pieces: [Int] = []
        for page in try FilePages(of: connection).numbered {
            let anatomy = PageAnatomy(of: page.bytes.span, isFirst: page.number == 1)
            for continuation in anatomy.continuations {
                #expect(page.bytes[continuation.piece].suffix(8).allSatisfy { $0 == 7 })
                pieces.append(continuation.piece.count + continuation.restBytes)
            }
        }
        // A payload is the blob and the header of its record, of 3 to 6 bytes.
        let long = sizes.filter { $0 > pageSizeBytes - 38 }
        #expect(pieces.count == long.count)
        for (piece, size) in zip(pieces.sorted(), long) { #expect((3...6).contains(piece - size)) }
    }

    @Test func `a page that is altered anywhere does not trap, and is told whole or malformed`()
        throws
    {
        let seed: UInt64 = 11
        var random = SeededGenerator(seed: seed)
        var malformed = 0
        for file in try FilePages.ofExperiment(512, scrubs: false).numbered.prefix(200) {
            for _ in 0..<200 {
                var bytes = file.bytes
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    // Mostly where the header and the pointers stand.
                    let place = Int.random(
                        in: 0..<(Bool.random(using: &random) ? 24 : 512), using: &random)
                    bytes[place] = UInt8.random(in: 0...255, using: &random)
                }
                let cut = bytes.prefix(
                    Int.random(in: 0..<10, using: &random) == 0
                        ? Int.random(in: 0...512, using: &random) : 512)
                let anatomy = PageAnatomy(of: Array(cut).span, isFirst: file.number == 1)
                if anatomy.kind == .malformed { malformed += 1 }
                #expect(anatomy.deadRanges.allSatisfy { $0.upperBound <= cut.count }, "\(seed)")
                #expect(anatomy.kind == .bTree || anatomy.deadRanges.isEmpty)
            }
        }
        #expect(malformed > 1000)
    }

    @Test(arguments: [0, 1, 8, 12, 100, 108, 511, 512, 1024, 4096, 65536])
    func `no bytes trap`(size: Int) {
        var random = SeededGenerator(seed: UInt64(size))
        for round in 0..<200 {
            let highest: UInt8 = round.isMultiple(of: 2) ? 15 : 255
            var bytes = (0..<size).map { _ in UInt8.random(in: 0...highest, using: &random) }
            for isFirst in [false, true] {
                let header = isFirst ? 100 : 0
                if header < size { bytes[header] = [2, 5, 10, 13][round % 4] }
                let anatomy = PageAnatomy(of: bytes.span, isFirst: isFirst)
                #expect(anatomy.deadRanges.allSatisfy { $0.upperBound <= size })
            }
        }
    }
}

extension BTreePage {
    /// The bytes of no cell, no header and no links: those of the gap, of free blocks, of fragments.
    fileprivate var deadBytes: Set<Int> {
        get throws {
            let gap = try gap
            var ranges = [gap] + fragments(behind: gap.upperBound)
            ranges += freeBlocks.map { $0.lowerBound + 4..<$0.upperBound }
            return Set(ranges.flatMap { Array($0) })
        }
    }
}
