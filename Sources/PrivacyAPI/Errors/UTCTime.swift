/// A time in words for people: `2025-11-23 06:09:41 UTC`.
public struct UTCTime: Sendable, CustomStringConvertible {
    /// Seconds since 1970.
    public let seconds: Int64

    /// A time in seconds since 1970.
    public init(seconds: Int64) { self.seconds = seconds }

    /// Date and time of day.
    public var description: String { "\(dateText) \(timeText) UTC" }

    /// Date and time of day for machines: `2025-11-23T06:09:41Z` (RFC 3339).
    public var internet: String { "\(dateText)T\(timeText)Z" }

    private var dateText: String {
        let (year, month, day) = date
        return "\(year)-\(Self.twoDigits(month))-\(Self.twoDigits(day))"
    }

    private var timeText: String {
        let second = Int(seconds - days * Self.secondsPerDay)
        return [second / 3_600, second / 60 % 60, second % 60].map(Self.twoDigits)
            .joined(separator: ":")
    }

    private static let secondsPerDay: Int64 = 86_400

    private var days: Int64 {
        (seconds - (seconds % Self.secondsPerDay + 86_400) % 86_400) / 86_400
    }

    /// The civil date: Howard Hinnant's `civil_from_days`, whose years begin in March so that the
    /// leap day is the last.
    private var date: (year: Int, month: Int, day: Int) {
        let shifted = Int(days) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
