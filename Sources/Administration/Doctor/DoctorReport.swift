public import JSON

/// What all checks of a deployment found.
public struct DoctorReport: Sendable {
    /// The findings, in the order of the checks.
    public let findings: [Finding]

    /// The worst level that was found.
    public var level: Finding.Level { findings.map(\.level).max() ?? .ok }

    /// The report as JSON.
    public var json: JSONObject {
        let findings = findings.map { finding in
            JSONValue.object(
                JSONObject([
                    "check": .string(finding.check), "level": .string(finding.level.rawValue),
                    "message": .string(finding.message),
                ]))
        }
        return JSONObject([
            "status": .string(level.rawValue), "findings": .array(findings),
        ])
    }
}
