/// By what one form of an erased identifier is found again, without telling it.
///
/// It is kept as three values that are random to who does not have the key: a keyed digest of the
/// whole form, and under a keyed mask of their own, its first 8 bytes, its last 6 and its length.
/// Unmasked the length alone would tell much: with an old snapshot, who in it was forgotten.
struct Trace: Sendable, Hashable {
    /// How many bytes the search looks at first; no form is shorter.
    static let prefixBytes = 8
    /// How much of a form is looked for.
    static let maximumBytes = 256

    /// The first 8 bytes, masked.
    let prefix: Int64
    /// The last 6 bytes and the length, masked.
    let shape: Int64
    /// Of the whole form.
    let digest: TraceDigest

    /// The trace as it is kept.
    init(prefix: Int64, shape: Int64, digest: TraceDigest) {
        self.prefix = prefix
        self.shape = shape
        self.digest = digest
    }

    /// The trace of one of the ``TraceForms``.
    init(of form: [UInt8], key: TraceKey) {
        digest = key.digest(form)
        let mask = key.mask(digest)
        let target = TraceTarget(form.span, form.indices)
        prefix = Int64(bitPattern: target.prefix ^ mask[0])
        shape = Int64(bitPattern: target.shape ^ mask[1])
    }

    /// All traces of an identifier's text; none of one that is too short to be unambiguous.
    static func traces(of text: String, key: TraceKey) -> [Trace] {
        TraceForms.forms(of: text).map { Trace(of: $0, key: key) }
    }

    /// What is looked for; nil when the trace was made under another key.
    func target(_ key: TraceKey) -> TraceTarget? {
        let mask = key.mask(digest)
        return TraceTarget(
            prefix: UInt64(bitPattern: prefix) ^ mask[0],
            shape: UInt64(bitPattern: shape) ^ mask[1])
    }
}
