import Testing

@testable import SQLite

struct KeptMappingTests {
    private let mapping = KeptMapping(sizeBytes: 64 * 4_096, replacedPages: 3)

    @Test func `it is good for the file as it was and a little more`() {
        #expect(mapping.isGood(forFileOf: 64 * 4_096, replacedPages: 3))
        #expect(mapping.isGood(forFileOf: 65 * 4_096, replacedPages: 3))
    }

    @Test func `it is not good for a file that grew much, was cut or cannot be asked`() {
        for pages in [66, 63, 0] as [Int64] {
            #expect(!mapping.isGood(forFileOf: pages * 4_096, replacedPages: 3))
        }
    }

    @Test func `it is not good after pages were replaced, nor when nothing is known of it`() {
        #expect(!mapping.isGood(forFileOf: 64 * 4_096, replacedPages: 4))
        #expect(!KeptMapping().isGood(forFileOf: 0, replacedPages: 0))
        #expect(!KeptMapping().isGood(forFileOf: 4_096, replacedPages: 0))
    }
}
