internal import PrivacySQLite

/// Whether the SQLite library can do what the store needs.
struct LibraryCheck: Check {
    static let name = "SQLite"
    /// The oldest with STRICT tables (<https://www.sqlite.org/stricttables.html>).
    static let leastVersion = [3, 37, 0]
    /// What it must not be built with; see <https://www.sqlite.org/compile.html>.
    static let harmful = [
        "THREADSAFE=0", "OMIT_WAL", "OMIT_DESERIALIZE", "DEFAULT_AUTOVACUUM=1",
        "DEFAULT_AUTOVACUUM=2",
    ]

    func findings(in deployment: Deployment) -> [Finding] {
        [
            finding(
                version: StorageLibrary.version,
                options: Self.harmful.filter(StorageLibrary.isBuilt(with:)))
        ]
    }

    /// - Parameter options: Those of the harmful ones that it is built with.
    func finding(version: String, options: [String]) -> Finding {
        let numbers = version.split(separator: ".").compactMap { Int($0) }
        if numbers.lexicographicallyPrecedes(Self.leastVersion) {
            return problem("SQLite \(version) is too old: 3.37 or later is needed")
        }
        guard options.isEmpty else {
            let list = options.joined(separator: ", ")
            return problem(
                "SQLite \(version) is built with \(list): build oblio with the distribution's own")
        }
        return ok("SQLite \(version)")
    }
}
