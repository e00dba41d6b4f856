import SQLite
import Testing

@testable import PrivacySQLite

/// What is planted in single pages, and pages that are damaged.
struct PageLookTests {
    private let database: TemporaryDatabase
    private let scanner: TraceScanner
    private let token = Array("maria@example.com".utf8)

    init() throws {
        database = try TemporaryDatabase(pageSizeBytes: 1024, scrubs: true)
        let key = TraceKey(secret: [1])
        scanner = TraceScanner(
            Trace.traces(of: "Maria@example.com", key: key).map { ($0, 5) }, key: key)
        let connection = database.connection
        try connection.write { connection in
            for row in 0..<300 {
                try connection.run(
                    "INSERT INTO notes (email, body) VALUES (?, ?)", .text("\(row)@example.org"),
                    .text(String(repeating: "b", count: 40 + row % 60)))
            }
            try connection.run("INSERT INTO notes (body) VALUES (zeroblob(100000))")
        }
        try connection.run("DELETE FROM notes WHERE id > 300 OR id % 5 = 0")
        try database.truncateLog()
    }

    @Test func `as it is, nothing is found`() throws {
        let whole = try WholeLook(database, scanner)
        #expect(whole.residuePages.isEmpty && whole.mentions.isEmpty && whole.malformed.isEmpty)
    }

    @Test func `a byte in any dead byte of any page is residue`() throws {
        let look = try look()
        var gaps = 0
        for number in 1...look.free.pageCount where !look.free.pages.contains(number) {
            let page = try database.page(number)
            let anatomy = PageAnatomy(of: page.span, isFirst: number == 1)
            for range in anatomy.deadRanges {
                gaps += 1
                for place in Set([
                    range.lowerBound, range.upperBound - 1, range.lowerBound + range.count / 2,
                ]) {
                    var planted = page
                    planted[place] = 7
                    let finding = look.look(at: number, planted.span)
                    #expect(finding.residue == [place..<(place + 1)] && !finding.isClean)
                    #expect(finding.residueHits.isEmpty)
                }
            }
        }
        #expect(gaps > 50)
    }

    @Test func `a token in a gap or a free block is residue of its erasure`() throws {
        let look = try look()
        var planted = 0
        for number in 2...look.free.pageCount {
            let page = try database.page(number)
            for range in PageAnatomy(of: page.span, isFirst: false).deadRanges
            where range.count >= token.count {
                planted += 1
                var bytes = page
                let place = range.upperBound - token.count
                bytes.replaceSubrange(place..<range.upperBound, with: token)
                let finding = look.look(at: number, bytes.span)
                #expect(finding.residue == [place..<range.upperBound])
                #expect(
                    finding.residueHits == [TraceHit(bytes: place..<range.upperBound, erasure: 5)])
                #expect(finding.mentions.isEmpty)
            }
        }
        #expect(planted > 20)
    }

    @Test func `on a free page everything is residue but the numbers of pages`() throws {
        let look = try look()
        var trunks = 0
        var others = 0
        for number in 2...look.free.pageCount where look.free.pages.contains(number) {
            var bytes = try database.page(number)
            #expect(look.look(at: number, bytes.span).isClean)
            if let live = look.free.trunkLiveBytes(number) {
                trunks += 1
                // As it is left when a page has been taken from the list.
                if live + 4 <= bytes.count {
                    bytes.replaceSubrange(live..<(live + 4), with: [0, 0, 0, 9])
                }
                #expect(look.look(at: number, bytes.span).isClean)
            } else {
                others += 1
            }
            let place = bytes.count - token.count
            bytes.replaceSubrange(place..., with: token)
            let finding = look.look(at: number, bytes.span)
            #expect(finding.residue.first?.upperBound == bytes.count)
            #expect(finding.residueHits.map(\.erasure) == [5])
        }
        #expect(trunks > 0 && others > 50)
    }

    @Test func `in live bytes a token is a mention`() throws {
        let look = try look()
        let leaf = try #require(try leaf(look.free))
        var bytes = leaf.bytes
        let place = try #require(
            bytes.indices.first { bytes[$0...].prefix(20).allSatisfy { $0 == 0x62 } })
        bytes.replaceSubrange(place..<(place + token.count), with: token)
        let finding = look.look(at: leaf.number, bytes.span)
        #expect(finding.mentions == [TraceHit(bytes: place..<(place + token.count), erasure: 5)])
        #expect(finding.residue.isEmpty && finding.residueHits.isEmpty)
    }

    @Test func `a page that is malformed is told, and searched as a whole`() throws {
        let look = try look()
        let leaf = try #require(try leaf(look.free))
        var bytes = leaf.bytes
        bytes[3] = 0x7F
        bytes.replaceSubrange(500..<(500 + token.count), with: token)
        let finding = look.look(at: leaf.number, bytes.span)
        #expect(finding.isMalformed && finding.mentions.map(\.erasure) == [5])
    }

    @Test func `altered, cut short or random, no page traps`() throws {
        let look = try look()
        var random = SeededGenerator(seed: 4)
        for _ in 0..<3000 {
            let number = UInt32.random(in: 1...(look.free.pageCount + 2), using: &random)
            var bytes =
                number <= look.free.pageCount ? try database.page(number) : random.bytes(1024)
            for _ in 0..<Int.random(in: 0...20, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] =
                    UInt8.random(in: 0...255, using: &random)
            }
            if Bool.random(using: &random) {
                bytes.removeLast(Int.random(in: 0...1024, using: &random))
            }
            let finding = look.look(at: number, bytes.span)
            #expect(finding.residue.allSatisfy { $0.upperBound <= bytes.count })
            _ = look.lookInLog(at: number, bytes.span)
        }
    }

    private func look() throws -> PageLook {
        PageLook(scanner: scanner, free: try FreePages(of: database.connection))
    }

    private func leaf(_ free: FreePages) throws -> (number: UInt32, bytes: [UInt8])? {
        for number in 2...free.pageCount where !free.pages.contains(number) {
            let bytes = try database.page(number)
            if bytes[0] == 13 { return (number, bytes) }
        }
        return nil
    }
}
