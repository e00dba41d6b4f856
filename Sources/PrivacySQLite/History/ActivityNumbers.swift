/// The numbers that the rows of `activity` may have of one span: the span's own above, their order below.
///
/// So a table that is looked up by one number holds each span's rows side by side, in their order. Where a row
/// comes between two, it gets a number between theirs; there are numbers left everywhere until there are
/// none, and then the span's rows are spread anew.
struct ActivityNumbers: Equatable {
    /// How many spans a shop may come to have; their numbers are never used again.
    static let mostSpans: Int64 = (1 << 31) - 2

    /// How many numbers of a span there are.
    static let count: Int64 = 1 << 32
    /// How far what comes last or first stands from the next, so that something fits between.
    static let step: Int64 = 1 << 10

    let first: Int64
    let last: Int64

    init(_ span: Int64) {
        first = span << 32
        last = first + (Self.count - 1)
    }

    /// A number for a row between two others; nil: there is none left.
    ///
    /// - Parameters:
    ///   - row: The row it comes after; nil: it comes first.
    ///   - next: The row it comes before; nil: it comes last.
    func number(after row: Int64?, before next: Int64?) -> Int64? {
        let (low, high) = (row ?? first - 1, next ?? last + 1)
        let middle = low + (high - low) / 2
        let number =
            switch (row, next) {
            case (_?, nil): min(low + Self.step, middle)
            case (nil, _?): max(high - Self.step, middle)
            default: middle
            }
        return number > low && number < high ? number : nil
    }

    /// The numbers of so many rows, as far from each other as can be in the middle half of all: what comes last or
    /// first has room as in a new span.
    func spread(_ count: Int) -> some Sequence<Int64> {
        let distance = Self.count / 2 / (Int64(count) + 1)
        let start = first + Self.count / 4
        return (0..<Int64(count)).lazy.map { start + distance * ($0 + 1) }
    }
}
