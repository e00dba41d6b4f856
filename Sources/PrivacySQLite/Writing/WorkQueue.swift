/// Work that waits, first in, first out.
///
/// An array whose head moves; what has been taken is dropped before it is half of the array, so
/// that a queue which is never empty does not grow.
struct WorkQueue<Element> {
    /// Below this, what has been taken is not worth moving the rest for.
    private static var keptTaken: Int { 64 }

    private var items: [Element?] = []
    private var head = 0

    /// How many places the queue holds, those of taken elements included.
    var places: Int { items.count }

    /// How many wait.
    var count: Int { items.count - head }

    /// What was queued first of all that waits; nil: nothing waits.
    var first: Element? { head < items.count ? items[head] : nil }

    mutating func append(_ element: Element) { items.append(element) }

    mutating func popFirst() -> Element? {
        guard head < items.count else { return nil }
        let first = items[head]
        items[head] = nil
        head += 1
        if head == items.count || (head >= Self.keptTaken && head * 2 >= items.count) {
            items.removeFirst(head)
            head = 0
        }
        return first
    }
}
