/// Where a batch stands in its import.
struct ImportPlace: Sendable, Equatable {
    typealias Number = Int64

    /// The batch's own number, which no other has.
    let number: Number
    /// The number of the batch after which it comes, if that may still be under way; nil: what is before
    /// it is in.
    let after: Number?

    /// A place after another batch that may still be under way, or after none.
    ///
    /// - Parameter number: Nil: one at random.
    init(number: Number? = nil, after: Number? = nil) {
        self.number = number ?? .random(in: .min ... .max)
        self.after = after
    }

    /// The same place once everything before it is in.
    var first: ImportPlace { ImportPlace(number: number, after: nil) }
}
