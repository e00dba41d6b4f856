import Glibc

/// Looking at a stretch of received bytes without copying it.
extension Span<UInt8> {
    func firstIndex(of byte: UInt8, from start: Int) -> Int? {
        firstIndex(of: byte, in: start..<count)
    }

    /// Where the byte stands first in a range.
    package func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
        unsafe extracting(range).withUnsafeBufferPointer { bytes in
            guard let start = bytes.baseAddress,
                let found = unsafe memchr(start, Int32(byte), bytes.count)
            else { return nil }
            return unsafe range.lowerBound + (UnsafeRawPointer(found) - UnsafeRawPointer(start))
        }
    }

    func allSatisfy(in range: Range<Int>, _ predicate: (UInt8) -> Bool) -> Bool {
        var index = range.lowerBound
        while index < range.upperBound {
            if !predicate(self[index]) { return false }
            index += 1
        }
        return true
    }

    /// Whether the range spells `text`, which is in lower case.
    func equalsCaseInsensitively(_ text: String, in range: Range<Int>) -> Bool {
        guard text.utf8.count == range.count else { return false }
        var index = range.lowerBound
        for character in text.utf8 {
            let byte = self[index]
            let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
            if (isUpper ? byte | 0x20 : byte) != character { return false }
            index += 1
        }
        return true
    }

    /// The range without space and tab at its ends.
    func trimmingWhitespace(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, self[start].isWhitespace { start += 1 }
        while start < end, self[end - 1].isWhitespace { end -= 1 }
        return start..<end
    }

    /// The next member of a comma-separated list, without the space around it; nil at its end.
    ///
    /// `start` is moved behind the member's comma.
    func nextMember(of list: Range<Int>, from start: inout Int) -> Range<Int>? {
        guard start <= list.upperBound else { return nil }
        let end = firstIndex(of: .comma, in: start..<list.upperBound) ?? list.upperBound
        defer { start = end + 1 }
        return trimmingWhitespace(start..<end)
    }

    /// The text of a range; nil when it is not UTF-8.
    package func text(in range: Range<Int>) -> String? {
        guard let text = try? UTF8Span(validating: extracting(range)) else { return nil }
        return String(copying: text)
    }

    func array(in range: Range<Int>) -> [UInt8] {
        unsafe extracting(range).withUnsafeBufferPointer { unsafe Array($0) }
    }
}
