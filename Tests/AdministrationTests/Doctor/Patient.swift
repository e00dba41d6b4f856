import Glibc
import Testing

@testable import Administration

/// A data folder for a doctor to look at; what a test gives it is removed at the end.
struct Patient {
    let folder: TemporaryFolder
    var path: String { folder.path + "/data" }

    static func with(_ body: (Patient) async throws -> Void) async throws {
        let patient = Patient(folder: try TemporaryFolder())
        defer { patient.folder.remove() }
        try patient.makeFolder("")
        try await body(patient)
    }

    /// What is looked at: `now` is seconds since 1970.
    func deployment(
        now: Int64 = SystemClock.seconds(), flags: [Setting: String] = [:]
    ) -> Deployment {
        Deployment(
            folder: path, values: SettingValues(flags: flags, environment: [:]), now: now)
    }

    func makeFolder(_ name: String) throws {
        try #require(unsafe mkdir(path + "/" + name, 0o700) == 0)
    }

    /// Makes a file for its owner alone, written that many seconds ago.
    func makeFile(_ name: String, secondsAgo: Int64 = 0) throws {
        try TestFile.write("x", to: path + "/" + name)
        try setMode(0o600, of: name)
        let time = Int(SystemClock.seconds() - secondsAgo)
        var times = utimbuf(actime: time, modtime: time)
        try #require(unsafe utime(path + "/" + name, &times) == 0)
    }

    func setMode(_ mode: mode_t, of name: String) throws {
        try #require(unsafe chmod(path + "/" + name, mode) == 0)
    }
}

extension [Finding] {
    /// The worst of them; none at all is no answer.
    var level: Finding.Level? { map(\.level).max() }
}
