/// What the fuzzer made up: text at its front, and what is chosen about it at its end.
///
/// So a file of the corpus reads like what it is about, and a text of a dictionary lands in it.
struct FuzzInput {
    /// What was not taken yet.
    private(set) var bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// A number below `bound`, of at most 256.
    mutating func choice(below bound: Int) -> Int {
        guard let byte = bytes.popLast() else { return 0 }
        return Int(byte) % bound
    }

    /// True or false.
    mutating func flag() -> Bool { choice(below: 2) == 1 }

    /// How long the pieces are in which the text arrives: up to seven lengths, again and again.
    mutating func pieceLengths() -> [Int] {
        let count = choice(below: 8)
        return (0..<max(1, count)).map { _ in choice(below: 256) + 1 }
    }
}

extension Array<UInt8> {
    /// Hands out all of it in pieces of these lengths, which begin anew when they are used up.
    func forEachPiece(of lengths: [Int], _ body: (ArraySlice<UInt8>) -> Void) {
        var start = 0
        var turn = 0
        while start < count {
            let end = Swift.min(count, start + lengths[turn % lengths.count])
            body(self[start..<end])
            start = end
            turn += 1
        }
    }

    /// A copy of a span.
    init(copying span: Span<UInt8>) {
        self = unsafe span.withUnsafeBufferPointer { unsafe Array($0) }
    }
}

/// Ends the process when a property does not hold: libFuzzer keeps the input.
func require(_ holds: Bool, _ property: @autoclosure () -> String) {
    if !holds { fatalError(property()) }
}
