import Testing

@testable import SQLite

struct PageGapTests {
    struct Page: CustomTestStringConvertible {
        var size = 512
        var isFirst = false
        var type: UInt8 = 13
        var cells = 0
        var content = 512
        var pointers: [Int] = []
        let testDescription: String

        init(_ description: String, _ change: (inout Page) -> Void) {
            testDescription = description
            change(&self)
        }

        var bytes: [UInt8] {
            let header = isFirst ? 100 : 0
            var bytes = [UInt8](repeating: 0xA5, count: size)
            bytes[header] = type
            write(cells, at: header + 3, to: &bytes)
            write(content & 0xFFFF, at: header + 5, to: &bytes)
            for (index, pointer) in pointers.enumerated() {
                write(pointer, at: header + (type < 10 ? 12 : 8) + 2 * index, to: &bytes)
            }
            return bytes
        }

        private func write(_ number: Int, at offset: Int, to bytes: inout [UInt8]) {
            bytes[offset] = UInt8(number >> 8)
            bytes[offset + 1] = UInt8(number & 0xFF)
        }
    }

    @Test(arguments: [
        (Page("a table's empty leaf") { _ in }, 8..<512),
        (Page("an index's empty leaf") { $0.type = 10 }, 8..<512),
        (Page("a table's interior") { $0.type = 5 }, 12..<512),
        (Page("an index's interior") { $0.type = 2 }, 12..<512),
        (Page("the first page") { $0.isFirst = true }, 108..<512),
        (
            Page("two cells") {
                $0.cells = 2
                $0.content = 300
                $0.pointers = [400, 300]
            }, 12..<300
        ),
        (Page("a reserved end") { $0.content = 500 }, 8..<500),
        (
            Page("no gap") {
                $0.cells = 1
                $0.content = 10
                $0.pointers = [10]
            }, 10..<10
        ),
        (
            Page("the largest") {
                $0.size = 65536
                $0.content = 65536
            }, 8..<65536
        ),
    ])
    func `the gap is from the cell pointers to the cells`(page: Page, expected: Range<Int>) {
        #expect(gap(page.bytes, isFirst: page.isFirst) == expected)
    }

    @Test(arguments: [
        Page("content behind the page") { $0.content = 513 },
        Page("content of 65,536 in a smaller page") { $0.content = 65536 },
        Page("content before the header's end") { $0.content = 7 },
        Page("pointers into the content") {
            $0.cells = 247
            $0.content = 500
        },
        Page("more pointers than the page holds") { $0.cells = 65535 },
        Page("a pointer into the gap") {
            $0.cells = 2
            $0.content = 300
            $0.pointers = [400, 299]
        },
        Page("the first page's content in its header") {
            $0.isFirst = true
            $0.content = 50
        },
    ])
    func `a page that does not fit is left alone`(page: Page) {
        #expect(gap(page.bytes, isFirst: page.isFirst) == nil)
    }

    @Test(arguments: UInt8.min...UInt8.max)
    func `only the four types have a gap`(type: UInt8) {
        let page = Page("") { $0.type = type }
        #expect((gap(page.bytes, isFirst: false) != nil) == [2, 5, 10, 13].contains(type))
    }

    @Test(arguments: 0..<120)
    func `a page cut short is left alone`(size: Int) {
        for isFirst in [false, true] {
            let page = Page("") { $0.isFirst = isFirst }
            #expect(gap(Array(page.bytes.prefix(size)), isFirst: isFirst) == nil)
        }
    }

    @Test func `of random bytes a gap is inside them and no cell pointer points into it`() {
        var random = SeededGenerator(seed: 7)
        var found = 0
        for _ in 0..<20_000 {
            var bytes = (0..<64).map { _ in UInt8.random(in: 0...255, using: &random) }
            bytes[0] = [2, 5, 10, 13].randomElement(using: &random) ?? 0
            bytes[3] = 0
            bytes[4] %= 8
            bytes[5] = 0
            guard let gap = gap(bytes, isFirst: false) else { continue }
            found += 1
            let pointers = bytes[0] < 10 ? 12 : 8
            #expect(gap.lowerBound == pointers + 2 * Int(bytes[4]))
            #expect(gap.upperBound == Int(bytes[6]) && gap.upperBound <= 64)
            for pointer in stride(from: pointers, to: gap.lowerBound, by: 2) {
                #expect(Int(bytes[pointer]) << 8 | Int(bytes[pointer + 1]) >= gap.upperBound)
            }
        }
        #expect(found > 1000)
    }

    @Test(arguments: [0, 1, 11, 12, 107, 111, 112, 512, 4096])
    func `no bytes trap`(size: Int) {
        var random = SeededGenerator(seed: UInt64(size))
        for _ in 0..<100 {
            let bytes = (0..<size).map { _ in UInt8.random(in: 0...15, using: &random) }
            for isFirst in [false, true] {
                let gap = gap(bytes, isFirst: isFirst)
                #expect(gap.map { $0.upperBound <= size } ?? true)
            }
        }
    }

    private func gap(_ bytes: [UInt8], isFirst: Bool) -> Range<Int>? {
        PageGap(of: bytes.span, isFirst: isFirst)?.bytes
    }
}
