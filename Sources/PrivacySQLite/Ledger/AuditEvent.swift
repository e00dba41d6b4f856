internal import Privacy

/// Something that comes into the audit chain.
struct AuditEvent: Sendable {
    /// What was asked for.
    enum Action: String, Sendable {
        case info
        case preview
        case forget
        case receipt
        case lift
        case backup
        case restore
        case purge
        case verify
        /// The look at the files after forgets.
        case look
        /// The ledger that belongs to the shop's file is gone; this one begins anew.
        case ledgerLost = "ledger-lost"
    }

    /// What came of it, where no error did.
    enum Outcome {
        static let ok = "ok"
        /// Nobody is known by what was named.
        static let unknown = "unknown"
        /// Something was left that ought not to be there.
        static let found = "found"
    }

    var action: Action
    var actor: String
    var outcome: String
    var time: Int64
    var count: Int64 = 1
    var reference = ""
}

extension AuditEvent {
    init(
        _ action: Action, by actor: Actor, _ outcome: String = Outcome.ok, at time: Int64,
        about reference: String = ""
    ) {
        self.init(
            action: action, actor: actor.text, outcome: outcome, time: time, reference: reference)
    }
}
