internal import Administration
internal import Glibc

/// What the environment says about the settings.
enum Environment {
    /// The settings' variables that are set.
    static var settings: [String: String] {
        var values: [String: String] = [:]
        for setting in Setting.allCases {
            values[setting.environmentName] = value(of: setting.environmentName)
        }
        return values
    }

    /// A variable; nil when it is not set.
    static func value(of name: String) -> String? {
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }
}
