internal import Privacy
internal import SQLite

/// Tells who is suppressed, from any thread.
struct SuppressionList {
    let file: ShopFile
    let settings: ShopSettings

    /// The suppression of a subject by any of the names it was asked for; the one that ends last.
    func suppression(of subject: SubjectQuery, at time: Int64) throws -> Suppression? {
        guard let horizon = SuppressionCheck.horizon(settings, at: time),
            let names = file.forgotten,
            let since = try subject.names.compactMap({ try names.since($0, .suppressed) }).max(),
            since > horizon
        else { return nil }
        return Suppression(since: since, until: since + period)
    }

    /// Everything that is suppressed, oldest first.
    func all(at time: Int64, limit: Int) throws -> [SuppressedIdentifier] {
        guard let horizon = SuppressionCheck.horizon(settings, at: time),
            file.position > 0
        else { return [] }
        let days = settings.suppressionDays
        return try file.readLedger { try $0.suppressed(after: horizon, days: days, limit: limit) }
    }

    private var period: Int64 { settings.suppressionDays * SuppressionCheck.secondsPerDay }
}
