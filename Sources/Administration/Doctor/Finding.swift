/// What a check of a deployment found, in one line that says what to do about it.
public struct Finding: Sendable, Equatable {
    /// How bad it is.
    public enum Level: String, Sendable, Comparable, CaseIterable {
        /// As it should be, or nothing that can be told from here.
        case ok
        /// It works, and somebody should look after it.
        case warning
        /// Data are lost, shown to others or not served, now or soon.
        case problem

        /// From good to bad.
        public static func < (left: Level, right: Level) -> Bool {
            left != right && (left == .ok || right == .problem)
        }
    }

    /// The name of the check.
    public let check: String
    /// How bad it is.
    public let level: Level
    /// What is there and what to do; nothing personal.
    public let message: String

    init(_ check: String, _ level: Level, _ message: String) {
        self.check = check
        self.level = level
        self.message = message
    }
}
