import Testing

@testable import SQLite

struct PageWriteTests {
    @Test(arguments: [512, 1024, 4096, 32768, 65536])
    func `a page of any size is scrubbed`(size: Int) {
        let leaf: [UInt8] = [10, 0, 0, 0, 0, UInt8(size >> 8 & 0xFF), 0, 0]
        let page = leaf + [UInt8](repeating: 7, count: size - 8)
        #expect(PageWrite(page.span, at: Int64(size)) == .scrubbed(8..<size))
        #expect(PageWrite(page.span, at: 0xFF_FFFE * Int64(size)) == .scrubbed(8..<size))
    }

    @Test(arguments: [(4096, 512), (511, 511 * 3), (513, 513), (768, 768), (131_072, 131_072)])
    func `what is no whole page is written as it is`(size: Int, offset: Int64) {
        let bytes = [10, 0, 0, 0, 0, 2, 0, 0] + [UInt8](repeating: 7, count: size - 8)
        #expect(PageWrite(bytes.span, at: offset) == .unchanged)
    }

    @Test(arguments: [0, 1, 3, 0xFF])
    func `a page that begins as no b-tree page is written as it is`(first: UInt8) {
        let bytes = [first, 0, 0, 0, 0, 2, 0, 0] + [UInt8](repeating: 7, count: 504)
        #expect(PageWrite(bytes.span, at: 512) == .unchanged)
    }

    @Test func `the first page is scrubbed behind the header`() {
        #expect(PageWrite(firstPage().span, at: 0) == .scrubbed(108..<512))
        let largest = firstPage(size: 65536)
        #expect(PageWrite(largest.span, at: 0) == .scrubbed(108..<65536))
    }

    @Test(arguments: 52..<56)
    func `a first page with auto_vacuum is refused`(offset: Int) {
        var page = firstPage()
        page[offset] = 1
        #expect(PageWrite(page.span, at: 0) == .refused)
    }

    @Test(arguments: [512, 1024, 2048, 8192, 65536])
    func `a first page that tells another page size is refused`(size: Int) {
        var page = firstPage(size: 4096)
        page.replaceSubrange(16..<18, with: firstPage(size: size)[16..<18])
        #expect(PageWrite(page.span, at: 0) == .refused)
    }

    private func firstPage(size: Int = 512) -> [UInt8] {
        var page = [UInt8](repeating: 0, count: size)
        // 65,536 is said as 1 in the header, and as 0 on the page.
        page[16] = size == 65536 ? 0 : UInt8(size >> 8)
        page[17] = size == 65536 ? 1 : 0
        page[100] = 13
        page[105] = UInt8(size >> 8 & 0xFF)
        return page
    }
}
