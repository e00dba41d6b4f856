import HTTPTypes
import Testing

@testable import PrivacyAPI

/// How long errors are kept, and how many, by a clock moved by hand.
struct ErrorReportsTests {
    private static let day: Int64 = 24 * 60 * 60

    private func report(at time: Int64) -> ErrorReport {
        ErrorReport(
            kind: .parsing, status: .badRequest, message: "x", endpoint: "orders", time: time)
    }

    @Test func `an error that nobody opens is gone after a day`() {
        let reports = ErrorReports()
        let first = reports.add(report(at: 0))
        let second = reports.add(report(at: 0))
        #expect(reports.open(first, at: Self.day) != nil)
        #expect(reports.open(second, at: Self.day + 1) == nil)
    }

    @Test func `an error that is opened is kept for a week from then`() {
        let reports = ErrorReports()
        let id = reports.add(report(at: 0))
        #expect(reports.open(id, at: 100) != nil)
        #expect(reports.open(id, at: 100 + 7 * Self.day) != nil)
        #expect(reports.open(id, at: 100 + 14 * Self.day) != nil)
        #expect(reports.open(id, at: 100 + 21 * Self.day + 1) == nil)
        #expect(reports.open(id, at: 100) == nil)
    }

    @Test func `the oldest goes when there are too many`() {
        let reports = ErrorReports()
        let ids = (0..<ErrorReports.capacity).map { reports.add(report(at: Int64($0))) }
        #expect(reports.open(ids[0], at: 1) != nil)
        _ = reports.add(report(at: 1))
        _ = reports.add(report(at: 1))
        #expect(reports.open(ids[0], at: 1) == nil)
        #expect(reports.open(ids[1], at: 1) == nil)
        #expect(reports.open(ids[2], at: 1) != nil)
    }

    @Test func `an id reads as it is written`() throws {
        let id = ErrorID.random()
        #expect(ErrorID(id.text) == id)
        #expect(ErrorID(id.text.uppercased()) == nil || id.text.allSatisfy(\.isNumber))
        #expect(ErrorID(id.text.dropLast()) == nil)
        #expect(ErrorID(id.text.dropLast() + "g") == nil)
    }

    @Test(arguments: [
        (0, "1970-01-01 00:00:00 UTC"), (951_782_399, "2000-02-28 23:59:59 UTC"),
        (951_782_400, "2000-02-29 00:00:00 UTC"), (1_709_251_199, "2024-02-29 23:59:59 UTC"),
        (4_107_542_400, "2100-03-01 00:00:00 UTC"), (-1, "1969-12-31 23:59:59 UTC"),
        (253_402_300_799, "9999-12-31 23:59:59 UTC"),
    ])
    func `a time is written for people`(seconds: Int64, text: String) {
        #expect(UTCTime(seconds: seconds).description == text)
    }
}
