public import JSON
public import Privacy

/// Finishes the purges that are pending, and looks at every file.
public struct PurgeFiles: LongOperation {
    /// Its name on the control socket.
    public static let name = "purge-files"

    private let backups: Bool

    /// A purge.
    ///
    /// - Parameter backups: Whether to rewrite the retained snapshots too.
    public init(backups: Bool) { self.backups = backups }

    /// Reads the operation.
    public init(json: JSONObject) throws(AdministrationError) {
        backups = try Members(json).flag("backups")
    }

    /// The operation as JSON.
    public var json: JSONObject { JSONObject(["backups": .bool(backups)]) }

    /// Purges.
    public func perform(
        by administration: LocalAdministration, progress: @escaping MaintenanceProgress.Report
    ) async throws(AdministrationError) -> PurgeSummary {
        do throws(PrivacyError) {
            return try await administration.store.purge(
                backups: backups, for: administration.call(), report: progress)
        } catch {
            throw AdministrationError(error)
        }
    }
}

/// What a purge led to, as it crosses the control socket.
extension PurgeSummary: ControlMessage {
    /// Reads a summary.
    public init(json: JSONObject) throws(AdministrationError) {
        let members = Members(json)
        self.init()
        shops = try members.integer("shops")
        erasures = try members.integer("erasures")
        examinedBytes = try members.integer("examined_bytes")
        repaired = try members.integer("repaired")
        rewrittenSnapshots = try members.integer("rewritten_snapshots")
    }

    /// The summary as JSON.
    public var json: JSONObject {
        JSONObject([
            "shops": .integer(shops), "erasures": .integer(erasures),
            "examined_bytes": .integer(examinedBytes), "repaired": .integer(repaired),
            "rewritten_snapshots": .integer(rewrittenSnapshots),
        ])
    }
}
