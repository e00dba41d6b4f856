/// What was given for the settings, each by the source that counts: a flag goes before the
/// environment, that before the file.
public struct SettingValues: Sendable, Equatable {
    private var values: [Setting: String]

    /// What these sources give.
    public init(
        flags: [Setting: String], environment: [String: String],
        file: [Setting: String] = [:]
    ) {
        values = file
        for setting in Setting.allCases {
            guard let value = environment[setting.environmentName], !value.isEmpty else { continue }
            values[setting] = value
        }
        values.merge(flags) { _, flag in flag }
    }

    /// The data folder; refuses to go on without one.
    public func dataFolder() throws(AdministrationError) -> String {
        guard let path = values[.data], !path.isEmpty else {
            throw AdministrationError(
                .usage, "name the data folder: --data DIR, or OBLIO_DATA in the environment")
        }
        return path
    }

    func text(_ setting: Setting) -> String? { values[setting] }

    func integer(
        _ setting: Setting, in range: ClosedRange<Int>, default standard: Int
    ) throws(AdministrationError) -> Int {
        guard let text = values[setting] else { return standard }
        guard let integer = Int(text), range.contains(integer) else {
            throw AdministrationError(
                .usage,
                "\(setting.rawValue) must be an integer from \(range.lowerBound)"
                    + " to \(range.upperBound)")
        }
        return integer
    }

    func flag(_ setting: Setting) throws(AdministrationError) -> Bool {
        switch values[setting] {
        case nil, "false", "no", "0": return false
        case "true", "yes", "1": return true
        default:
            throw AdministrationError(.usage, "\(setting.rawValue) must be true or false")
        }
    }

    /// What stands between commas, without the space around it.
    func list(_ setting: Setting) -> [String] {
        let parts = values[setting]?.split { $0 == "," || $0.isWhitespace } ?? []
        return parts.map { String($0) }
    }

    func choice<Choice: RawRepresentable & CaseIterable>(
        _ setting: Setting, default standard: Choice
    ) throws(AdministrationError) -> Choice where Choice.RawValue == String {
        guard let text = values[setting] else { return standard }
        guard let choice = Choice(rawValue: text) else {
            let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw AdministrationError(.usage, "\(setting.rawValue) must be one of \(names)")
        }
        return choice
    }
}
