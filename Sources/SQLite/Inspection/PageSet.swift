/// A set of page numbers, a bit each.
///
/// Numbers above those of the largest file that can be scrubbed are not taken in, so that a number
/// from a damaged file cannot ask for memory: the set has at most 2 MB.
public struct PageSet: Sendable {
    private var words: [UInt64] = []

    /// How many pages are in it.
    public private(set) var count = 0

    /// An empty set.
    public init() {}

    /// Whether a page is in it.
    public func contains(_ page: UInt32) -> Bool {
        let word = Int(page >> 6)
        return word < words.count && words[word] >> UInt64(page & 63) & 1 != 0
    }

    /// The pages in ascending order.
    public var numbers: [UInt32] {
        var numbers: [UInt32] = []
        numbers.reserveCapacity(count)
        for (index, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                numbers.append(UInt32(index) << 6 | UInt32(rest.trailingZeroBitCount))
                rest &= rest - 1
            }
        }
        return numbers
    }

    /// Puts a page in; false when it was there before or its number is none that a page can have.
    @discardableResult
    public mutating func insert(_ page: UInt32) -> Bool {
        guard page > 0, page <= ScrubbingVFS.maximumPages, !contains(page) else { return false }
        let word = Int(page >> 6)
        if word >= words.count {
            words.append(contentsOf: repeatElement(0, count: word + 1 - words.count))
        }
        words[word] |= 1 << UInt64(page & 63)
        count += 1
        return true
    }
}
