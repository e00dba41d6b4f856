import SQLite
import Testing

@testable import PrivacySQLite

/// People who come, change and are forgotten at random in a real database.
final class LookExperiment {
    let database: TemporaryDatabase
    private(set) var forgotten: [String] = []
    private var living: [String] = []
    private var random: SeededGenerator
    private let key = TraceKey(secret: [1])

    init(pageSizeBytes: Int, scrubs: Bool, seed: UInt64) throws {
        database = try TemporaryDatabase(pageSizeBytes: pageSizeBytes, scrubs: scrubs)
        random = SeededGenerator(seed: seed)
    }

    func run(rounds: Int = 4, comingEach: Int = 150) throws {
        let connection = database.connection
        for round in 0..<rounds {
            try connection.write { _ in
                for number in 0..<comingEach { try add(round * comingEach + number) }
                for email in living.shuffled(using: &random).prefix(living.count / 3) {
                    try connection.run(
                        "UPDATE people SET body = ? WHERE email = ?", .text(body(email)),
                        .text(email))
                }
            }
            living.shuffle(using: &random)
            let leaving = living.suffix(living.count * 4 / 10)
            living.removeLast(leaving.count)
            try connection.write { _ in
                for email in leaving {
                    try connection.run("DELETE FROM people WHERE email = ?", .text(email))
                    try connection.run("DELETE FROM notes WHERE email = ?", .text(email))
                }
            }
            forgotten += leaving
            try database.truncateLog()
        }
    }

    /// A scanner for the forgotten, each of whom is an erasure.
    var scanner: TraceScanner {
        let traces = forgotten.enumerated().flatMap { index, email in
            Trace.traces(of: email, key: key).map { ($0, Int64(index)) }
        }
        return TraceScanner(traces, key: key)
    }

    /// Leaves a record of somebody who lives that names one of the forgotten.
    func mention(_ email: String) throws {
        try database.connection.run(
            "INSERT INTO notes (email, body) VALUES (?, ?)", .text(living[0]),
            .text("for " + email.uppercased() + " as well"))
        try database.truncateLog()
    }

    private func add(_ number: Int) throws {
        let email = String(random.next(), radix: 36) + ".\(number)@example.com"
        living.append(email)
        try database.connection.run(
            "INSERT INTO people VALUES (?, ?)", .text(email), .text(body(email)))
        for _ in 0..<Int.random(in: 0...2, using: &random) {
            try database.connection.run(
                "INSERT INTO notes (email, body) VALUES (?, ?)", .text(email), .text(body(email)))
        }
    }

    /// Mostly short, up to 9 kB, naming the person throughout.
    private func body(_ email: String) -> String {
        let longest = Int.random(in: 0..<10, using: &random) == 0 ? 9000 : 300
        let size = Int.random(in: 0...longest, using: &random)
        return String(repeating: email + " ", count: size / (email.utf8.count + 1))
    }
}
