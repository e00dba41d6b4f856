import Testing

@testable import JSON

/// An entry of a long list is written in one go where nothing needs an escape, and is the same as written
/// member by member.
struct JSONEntryTests {
    /// Texts of each length up to three words of eight bytes, plain or with one special byte at each place.
    private static let texts: [[UInt8]] = (0...24).flatMap { length in
        let plain = [UInt8](repeating: UInt8(ascii: "a"), count: length)
        return [plain]
            + plain.indices.flatMap { place in
                [0x00, 0x1F, UInt8(ascii: "\""), UInt8(ascii: "\\"), 0x7F, 0xFF].map { byte in
                    var text = plain
                    text[place] = byte
                    return text
                }
            }
    }

    @Test func `a run is whole exactly where it ends at the end`() {
        for text in Self.texts {
            let isWhole = PlainRun.end(in: text.span, from: 0) == text.count
            #expect(PlainRun.isWhole(text.span) == isWhole, "\(text)")
            #expect(isWhole == text.allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C })
        }
    }

    @Test(arguments: ["", "of "] as [StaticString])
    func `an entry is what its members are one by one`(words: StaticString) {
        for (index, text) in Self.texts.enumerated() {
            let other = Self.texts[(index * 31 + 7) % Self.texts.count]
            let last = Int64(index) &* Int64.max / 7
            var leads = JSONLeads(before: "last")
            var together = JSONWriter()
            var apart = JSONWriter()
            together.beginArray()
            apart.beginArray()
            for (first, second) in [(text, other), (other, text)] {
                let lead = leads.add("b", words: words) { $0.pair("first", first.span) }
                together.object(lead, of: leads, second.span, last)
                together.object(lead, of: leads, second.span, "", first.span, last)
                for isLonger in [false, true] {
                    apart.beginObject()
                    apart.pair("first", first.span)
                    apart.pair("b", (Array("\(words)".utf8) + second).span)
                    if isLonger { apart.pair("", first.span) }
                    apart.pair("last", last)
                    apart.endObject()
                }
            }
            together.endArray()
            apart.endArray()
            #expect(together.bytes == apart.bytes)
        }
    }

    @Test func `integers of every length are written as Swift writes them`() {
        var some: [Int64] = [0, .max, .min, .min + 1]
        var power: Int64 = 1
        while power <= Int64.max / 10 {
            some += [power - 1, power, power + 1, -power, 1 - power, power / 7 * 5]
            power *= 10
        }
        for integer in some + [power - 1, power, -power] {
            var writer = JSONWriter()
            writer.integer(integer)
            #expect(String(decoding: writer.bytes, as: UTF8.self) == "\(integer)")
        }
    }
}
