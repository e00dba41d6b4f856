public import JSON
public import Privacy

/// Looks whether everything is as it should be.
public struct VerifyData: LongOperation {
    /// Its name on the control socket.
    public static let name = "verify-data"

    /// A verification of all shops.
    public init() {}

    /// Reads the operation.
    public init(json: JSONObject) throws(AdministrationError) {}

    /// The operation as JSON: an empty object.
    public var json: JSONObject { JSONObject() }

    /// Looks; what is wrong stands in the report.
    public func perform(
        by administration: LocalAdministration, progress: @escaping MaintenanceProgress.Report
    ) async throws(AdministrationError) -> VerificationReport {
        do throws(PrivacyError) {
            return try await administration.store.verify(
                for: administration.call(), report: progress)
        } catch {
            throw AdministrationError(error)
        }
    }
}

/// What a verification found, as it crosses the control socket.
extension VerificationReport: ControlMessage {
    /// Reads a report.
    public init(json: JSONObject) throws(AdministrationError) {
        let members = Members(json)
        self.init()
        shops = try members.integer("shops")
        receipts = try members.integer("receipts")
        auditEntries = try members.integer("audit_entries")
        snapshots = try members.integer("snapshots")
        examinedBytes = try members.integer("examined_bytes")
        for object in try members.objects("faults") {
            let members = Members(object)
            faults.append(
                Fault(shop: try members.text("shop"), message: try members.text("message")))
        }
    }

    /// The report as JSON.
    public var json: JSONObject {
        let faults = faults.map { fault in
            JSONValue.object(
                JSONObject(["shop": .string(fault.shop), "message": .string(fault.message)]))
        }
        return JSONObject([
            "shops": .integer(shops), "receipts": .integer(receipts),
            "audit_entries": .integer(auditEntries), "snapshots": .integer(snapshots),
            "examined_bytes": .integer(examinedBytes), "faults": .array(faults),
        ])
    }
}
