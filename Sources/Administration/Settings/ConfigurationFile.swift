internal import JSON

/// A file of settings: a JSON object, or lines `key = value` in which `#` starts a comment.
public enum ConfigurationFile {
    /// Reads the file; refuses one that is too long, and settings that there are not.
    public static func settings(
        at path: String
    ) throws(AdministrationError) -> [Setting: String] {
        try settings(in: SmallFile.text(at: path))
    }

    static func settings(in text: String) throws(AdministrationError) -> [Setting: String] {
        let start = text.first { !$0.isWhitespace }
        return try start == "{" ? fromJSON(text) : fromLines(text)
    }

    private static func fromJSON(_ text: String) throws(AdministrationError) -> [Setting: String] {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONReader.value(of: text)
        } catch {
            throw AdministrationError(.usage, "configuration file: \(error.message)")
        }
        guard case .object(let object) = value else { return [:] }
        var settings: [Setting: String] = [:]
        for member in object.members {
            let setting = try setting(named: member.name)
            switch member.value {
            case .string(let text): settings[setting] = text
            case .number(let number): settings[setting] = number.text
            case .bool(let flag): settings[setting] = "\(flag)"
            case .null: break
            default:
                throw AdministrationError(
                    .usage, "configuration file: \(member.name) must be a string or a number")
            }
        }
        return settings
    }

    private static func fromLines(_ text: String) throws(AdministrationError) -> [Setting: String] {
        var settings: [Setting: String] = [:]
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            let content = trimmed(line.prefix { $0 != "#" })
            if content.isEmpty { continue }
            let parts = content.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                throw AdministrationError(
                    .usage, "configuration file, line \(index + 1): expected key = value")
            }
            settings[try setting(named: String(trimmed(parts[0])))] = String(trimmed(parts[1]))
        }
        return settings
    }

    private static func setting(named name: String) throws(AdministrationError) -> Setting {
        guard let setting = Setting(rawValue: name) else {
            let names = Setting.allCases.map(\.rawValue).joined(separator: ", ")
            throw AdministrationError(
                .usage, "configuration file: \(name) is not a setting; there are \(names)")
        }
        return setting
    }

    private static func trimmed(_ text: Substring) -> Substring {
        let start = text.drop { $0.isWhitespace }
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return start[...end]
    }
}
