/// What is wrong with a record: the field and what was expected there, never what stood there.
struct RecordFault: Error, Equatable {
    let message: String

    init(_ message: String) { self.message = message }

    init(_ field: StaticString, expected: String) {
        self.init("\(field): expected \(expected).")
    }
}
