import JSON
import Testing

struct JSONNumberTests {
    @Test(arguments: [
        ("0", 0), ("-0", 0), ("7", 7), ("-12", -12), ("9223372036854775807", Int64.max),
        ("-9223372036854775808", Int64.min), ("9223372036854775808", nil),
        ("-9223372036854775809", nil), ("100000000000000000000000", nil),
    ])
    func `an integer has a value when it fits`(text: String, value: Int64?) throws {
        let number = try #require(JSONNumber(text: text))
        #expect(number.isInteger)
        #expect(number.int64 == value)
        #expect(number.text == text)
    }

    @Test(arguments: ["14.0", "0.5", "1e5", "1E5", "1e-1", "-0.0", "10e0"])
    func `a fraction or an exponent makes no integer`(text: String) throws {
        let number = try #require(JSONNumber(text: text))
        #expect(!number.isInteger)
        #expect(number.int64 == nil)
        #expect(number.text == text)
    }

    @Test(arguments: ["", "-", "+1", "01", "1.", ".5", "1e", " 1", "1 ", "1,2", "NaN", "0x1", "１"])
    func `what is not a number makes none`(text: String) {
        #expect(JSONNumber(text: text) == nil)
    }

    @Test(arguments: [0, 1, -1, 10, 99, 100, 1_234_567_890, Int64.max, Int64.min])
    func `an integer becomes its text`(value: Int64) {
        #expect(JSONNumber(value).text == "\(value)")
        #expect(JSONNumber(value).int64 == value)
    }

    @Test
    func `numbers are equal when they are written alike`() {
        #expect(JSONNumber(text: "14") == JSONNumber(14))
        #expect(JSONNumber(text: "14.0") != JSONNumber(14))
    }

    @Test
    func `thousands of digits are kept`() throws {
        let digits = String(repeating: "1234567890", count: 10_000)
        for text in [digits, "-0." + digits, "1e" + digits, digits + "." + digits] {
            let value = try JSONReader.value(of: text)
            #expect(value == JSONNumber(text: text).map { .number($0) })
            #expect(JSONWriter.text(of: value) == text)
        }
    }
}
