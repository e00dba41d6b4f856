import Testing

@testable import PrivacySQLite

struct DigestFilterTests {
    @Test func `it lacks what was not added and nothing that was`() {
        var filter = DigestFilter(most: 4)
        let digests = (0..<4).map { number in [UInt8(number)] + Array(repeating: 9, count: 15) }
        #expect(digests.allSatisfy(filter.lacks))
        for digest in digests {
            filter.add(digest)
            filter.add(digest)
            #expect(!filter.lacks(digest))
        }
        #expect(!filter.isFull)
        #expect(filter.lacks(Array(repeating: 9, count: 16)))
    }

    @Test func `beyond what it may hold it lacks nothing any more`() {
        var filter = DigestFilter(most: 2)
        for number in 1...3 as ClosedRange<UInt8> { filter.add([number, 0, 0, 0]) }
        #expect(filter.isFull && !filter.lacks([9, 9, 9, 9]) && !filter.lacks([1, 0, 0, 0]))
        #expect(DigestFilter.full.isFull && !DigestFilter.full.lacks([]))
    }

    @Test func `two digests of the same head are both held`() {
        var filter = DigestFilter()
        filter.add([1, 2, 3, 4, 5])
        #expect(!filter.lacks([1, 2, 3, 4, 6]) && filter.lacks([1, 2, 3, 5, 5]))
        filter.add([7])
        #expect(!filter.lacks([7]))
    }
}
