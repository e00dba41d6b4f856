import Testing

@testable import SQLite

/// Every b-tree page of files in which rows came, changed and went.
struct RealPageTests {
    @Test(arguments: [512, 1024, 4096, 32768, 65536])
    func `the gap ends where cells, free blocks and fragments begin`(pageSizeBytes: Int) throws {
        for page in try pages(pageSizeBytes) {
            let gap = try page.gap
            let used = page.cells + page.freeBlocks
            #expect(!used.contains { $0.overlaps(gap) })
            let fragments = page.fragments(behind: gap.upperBound)
            #expect(fragments.reduce(0) { $0 + $1.count } == page.fragmentBytes)
        }
    }

    @Test(arguments: [512, 1024, 4096, 32768, 65536])
    func `secure_delete leaves nothing in free blocks and fragments`(pageSizeBytes: Int) throws {
        var freeBlocks = 0
        var fragments = 0
        for page in try pages(pageSizeBytes) {
            for block in page.freeBlocks {
                // A block begins with the number of the next and its own size, of 2 bytes each.
                #expect(page.bytes[block.dropFirst(4)].allSatisfy { $0 == 0 })
                freeBlocks += 1
            }
            for fragment in try page.fragments(behind: page.gap.upperBound) {
                #expect(page.bytes[fragment].allSatisfy { $0 == 0 })
                fragments += 1
            }
        }
        #expect(freeBlocks > 0 && fragments > 0)
    }

    @Test(arguments: [512, 4096, 65536])
    func `gaps hold old bytes until they are scrubbed`(pageSizeBytes: Int) throws {
        #expect(try experiment(pageSizeBytes, scrubs: false).writer.oldBytesInGaps() > 0)
        #expect(try experiment(pageSizeBytes, scrubs: true).writer.oldBytesInGaps() == 0)
    }

    private func pages(_ pageSizeBytes: Int) throws -> [BTreePage] {
        try experiment(pageSizeBytes, scrubs: false).writer.bTreePages()
    }

    private func experiment(_ pageSizeBytes: Int, scrubs: Bool) throws -> ErasureExperiment {
        let experiment = try ErasureExperiment(
            .init(pageSizeBytes: pageSizeBytes, scrubs: scrubs, subjects: 600))
        try experiment.run()
        return experiment
    }
}
