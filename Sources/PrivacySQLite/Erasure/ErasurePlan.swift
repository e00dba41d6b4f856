internal import Privacy

/// What an erasure will do.
///
/// Preview, erasure and receipt are made from the same plan.
struct ErasurePlan {
    /// The identifiers that go.
    var identifiers: [Identifier] = []
    /// The spans that go, with what is stored in them.
    var spans: Set<Int64> = []
    /// The visitors that go: no link to anybody remains.
    var forgottenVisitors: Set<Int64> = []
    /// The visitors that other people share: they stay, as nobody's until the next link.
    var sharedVisitors: Set<Int64> = []
    /// What goes of those that may stand as nobody's in an older file.
    var visitorParts: Set<VisitorPart> = []
    /// The orders that become anonymous.
    var orders: [OrderRow] = []
    /// What is counted before anything is removed.
    var counts = ErasureCounts()
    /// What the subject was named by, and every other name of it that goes.
    var names: Set<SubjectName> = []

    /// What goes of a visitor that stays.
    struct VisitorPart: Hashable {
        let visitor: VisitorID
        /// It is what the first person who was linked to it got; else it was nobody's.
        let isOfFirstLink: Bool

        var kind: SubjectName.Kind { isOfFirstLink ? .beforeLinks : .nobodys }
    }
}
