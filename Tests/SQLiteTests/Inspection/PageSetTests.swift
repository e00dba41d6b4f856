import Testing

@testable import SQLite

struct PageSetTests {
    @Test func `what was put in is in it, and nothing else`() {
        var random = SeededGenerator(seed: 3)
        var set = PageSet()
        var expected: Set<UInt32> = []
        for _ in 0..<2000 {
            let page = UInt32.random(in: 1...4000, using: &random)
            let inserted = set.insert(page)
            #expect(inserted == expected.insert(page).inserted)
        }
        #expect(set.count == expected.count)
        for page in 0...5000 as ClosedRange<UInt32> {
            #expect(set.contains(page) == expected.contains(page))
        }
    }

    @Test(arguments: [0, 0x0100_0000, .max] as [UInt32])
    func `a number that no page has is not taken in`(page: UInt32) {
        var set = PageSet()
        let inserted = set.insert(page)
        #expect(!inserted)
        #expect(!set.contains(page) && set.count == 0)
    }

    @Test func `the last page of the largest file is taken in`() {
        var set = PageSet()
        set.insert(0xFF_FFFF)
        #expect(set.contains(0xFF_FFFF))
    }
}
