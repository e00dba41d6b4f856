internal import Privacy

/// Whom a query names, in the numbers of the store, and which spans belong to them.
struct SubjectScope {
    /// A span of a visitor.
    struct Span {
        /// What is known of other tables, so that most spans need no look there.
        struct Extras: OptionSet {
            let rawValue: Int64
            /// There may be baskets.
            static let baskets = Extras(rawValue: 1)
            /// There may be orders that name nobody.
            static let orders = Extras(rawValue: 2)
        }

        let id: Int64
        /// Null: a person's own, for what came without a visitor.
        let visitor: Int64?
        /// The visitor's id, where there is a visitor.
        let visitorID: VisitorID?
        let person: Int64?
        let since: Int64
        let extras: Extras
    }

    /// The people; one, or two that are one by the caller's word, or none.
    var people: [Int64] = []
    /// Their identifiers.
    var identifiers: [Identifier] = []
    /// Their spans, and nobody's of the visitor that was named.
    var spans: [Span] = []
    /// The visitors that were named: at most one by a caller, several by a ledger.
    var visitors: [Visitors.Known] = []

    /// The identifier of that number, if it is one of the subject's.
    func identifier(_ id: Int64) -> Identifier? { identifiers.first { $0.id == id } }

    /// The span of that number, if it is one of the subject's.
    func span(_ id: Int64) -> Span? { spans.first { $0.id == id } }
}
