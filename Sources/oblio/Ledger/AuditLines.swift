internal import Administration
internal import JSON
internal import Privacy
internal import PrivacyAPI

/// An audit chain as it is printed, page by page, so that it may be of any length.
struct AuditLines {
    let isJSON: Bool

    func begin() {
        if isJSON { StandardStream.output.write(#"{"entries":["#) }
    }

    func show(_ entries: [AuditEntry], isFirst: Bool) {
        guard isJSON else { return StandardStream.output.write(entries.map(line(of:)).joined()) }
        let objects = entries.map { entry in
            var object = entry.json
            object["previous"] = nil
            return JSONWriter.text(of: .object(object))
        }
        let comma = isFirst || objects.isEmpty ? "" : ","
        StandardStream.output.write(comma + objects.joined(separator: ","))
    }

    func end(_ faults: [String]) {
        guard isJSON else {
            let words = faults.isEmpty ? ["The chain is whole."] : faults
            return StandardStream.error.write(words.map { $0 + "\n" }.joined())
        }
        let list = JSONWriter.text(of: .array(faults.map(JSONValue.string)))
        StandardStream.output.write(#"],"faults":\#(list)}"# + "\n")
    }

    private func line(of entry: AuditEntry) -> String {
        let count = entry.count == 1 ? "" : "  \(entry.count) times"
        let reference = entry.reference.isEmpty ? "" : "  \(entry.reference)"
        return "\(entry.sequence)  \(UTCTime(seconds: entry.time))  \(entry.actor)  \(entry.action)"
            + "  \(entry.outcome)\(count)\(reference)\n"
    }
}
