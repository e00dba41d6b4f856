import JSON
import Testing

struct RoundTripTests {
    @Test(arguments: 0..<20)
    func `what is written is read as the same value and written as the same text`(
        seed: UInt64
    ) throws {
        var random = RandomJSON(seed: seed)
        for _ in 0..<50 {
            let value = random.value()
            let bytes = JSONWriter.bytes(of: value)
            let again = try JSONReader.value(of: bytes)
            #expect(again == value)
            #expect(JSONWriter.bytes(of: again) == bytes)
        }
    }

    /// For the sake of those who read the answers with something else.
    @Test
    func `a text has no byte that needs an escape and no white space`() {
        var random = RandomJSON(seed: 4711)
        for _ in 0..<200 {
            let bytes = JSONWriter.bytes(of: random.value())
            #expect(bytes.allSatisfy { $0 >= 0x20 })
        }
    }
}
