/// One link of a shop's audit chain: who asked for what, when, and with what outcome.
///
/// Nothing in it is personal. Its hash covers everything before it, so that an entry that was
/// changed or taken out is found.
public struct AuditEntry: Sendable, Hashable {
    /// Its place in the chain, counted from 1 without gaps.
    public let sequence: Int64
    /// When, in seconds since 1970; of calls that were counted together: the last of them.
    public let time: Int64
    /// What was asked for, in one word.
    ///
    /// `info`, `preview`, `forget`, `purge`, `verify`, `backup`, …
    public let action: String
    /// Who asked, as ``Actor/text`` has it.
    public let actor: String
    /// What came of it: `ok`, `unknown`, or the code of the error.
    public let outcome: String
    /// How many calls the entry stands for.
    public let count: Int64
    /// The receipt or the snapshot that it is about; empty: none.
    public let reference: String
    /// The hash of the entry before it: 32 bytes, of the first entry zeros.
    public let previous: [UInt8]
    /// The SHA-256 of all of the above: 32 bytes.
    public let hash: [UInt8]

    /// An entry as a ledger holds it.
    public init(
        sequence: Int64, time: Int64, action: String, actor: String, outcome: String,
        count: Int64, reference: String, previous: [UInt8], hash: [UInt8]
    ) {
        self.sequence = sequence
        self.time = time
        self.action = action
        self.actor = actor
        self.outcome = outcome
        self.count = count
        self.reference = reference
        self.previous = previous
        self.hash = hash
    }
}
