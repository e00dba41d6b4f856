internal import Privacy

/// Tells of what one call brings in whether it is about somebody who was forgotten.
///
/// Asked on the writer's thread alone. Where nobody was ever forgotten in the shop, every answer is no, at
/// no cost.
final class SuppressionCheck {
    static let secondsPerDay: Int64 = 86_400

    private let names: ForgottenNames?
    /// Whoever was forgotten before is not suppressed any more; nil: suppression is off.
    private let horizon: Int64?
    /// The names whose suppression this call has ended: they registered anew.
    private(set) var renewed: Set<SubjectName> = []

    /// - Parameter names: Who was forgotten; nil: nobody ever was, or it does not matter.
    init(names: ForgottenNames?, settings: ShopSettings, time: Int64) {
        self.names = names
        horizon = Self.horizon(settings, at: time)
    }

    /// The time up to which nobody who was forgotten is suppressed any more; nil: suppression is off.
    static func horizon(_ settings: ShopSettings, at time: Int64) -> Int64? {
        settings.suppressionDays == 0
            ? nil : time - settings.suppressionDays * Self.secondsPerDay
    }

    /// Whether anybody can be suppressed at all.
    var isNeeded: Bool { names != nil && horizon != nil }

    /// When somebody of this name was forgotten whose old data stay out; nil: nobody was.
    func forgotten(_ name: SubjectName) throws -> Int64? {
        if renewed.contains(name) { return nil }
        return try since(name, .suppressed)
    }

    /// When somebody of this name was forgotten whose orders from before come in anonymously: also
    /// after they registered anew.
    func forgottenForOrders(_ name: SubjectName) throws -> Int64? { try since(name, .renewed) }

    /// Ends the suppression of a name for what follows, and in the ledger once the call is on disk.
    func renew(_ name: SubjectName) { renewed.insert(name) }

    private func since(_ name: SubjectName, _ most: DigestState) throws -> Int64? {
        guard let names, let horizon, let since = try names.since(name, most), since > horizon
        else { return nil }
        return since
    }
}
