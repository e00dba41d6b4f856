public import JSON
public import Privacy

/// Puts a snapshot in place of what its shop holds.
public struct RestoreSnapshot: LongOperation {
    /// Its name on the control socket.
    public static let name = "restore-snapshot"

    private let path: String

    /// The snapshot at that path, which must be absolute: another process may open it.
    public init(path: String) { self.path = path }

    /// Reads the operation.
    public init(json: JSONObject) throws(AdministrationError) {
        path = try Members(json).text("path")
    }

    /// The operation as JSON.
    public var json: JSONObject { JSONObject(["path": .string(path)]) }

    /// Refuses a snapshot that is damaged, of an unknown shop, or older than the ledger reaches.
    public func perform(
        by administration: LocalAdministration, progress: @escaping MaintenanceProgress.Report
    ) async throws(AdministrationError) -> RestoreSummary {
        do throws(PrivacyError) {
            return try await administration.store.restore(
                from: path, for: administration.call(), report: progress)
        } catch {
            throw AdministrationError(error)
        }
    }
}

/// What a restore led to, as it crosses the control socket.
extension RestoreSummary: ControlMessage {
    /// Reads a summary.
    public init(json: JSONObject) throws(AdministrationError) {
        let members = Members(json)
        self.init(
            shop: try members.optionalText("shop").flatMap { ShopID($0) },
            created: try members.integer("created"), replayed: try members.integer("replayed"))
    }

    /// The summary as JSON.
    public var json: JSONObject {
        JSONObject([
            "shop": .optional(shop?.text), "created": .integer(created),
            "replayed": .integer(replayed),
        ])
    }
}
