import Testing

@testable import Administration

struct ControlAnswerHeadTests {
    private static let answer = Array("HTTP/1.1 200 OK\r\nDate: x\r\n\r\n{\"a\":1}\r\n\r\n".utf8)

    @Test(arguments: 1...Self.answer.count)
    func `the body is the same however the answer is cut`(size: Int) throws {
        var head = ControlAnswerHead()
        var body: [UInt8] = []
        for start in stride(from: 0, to: Self.answer.count, by: size) {
            let end = min(start + size, Self.answer.count)
            body += try head.consume(Array(Self.answer[start..<end]))
        }
        #expect(head.status == 200)
        #expect(body == Array("{\"a\":1}\r\n\r\n".utf8))
    }

    @Test(arguments: [
        "SSH-2.0-x\r\n\r\n", "HTTP/1.1 x\r\n\r\n", String(repeating: "x", count: 5_000),
    ])
    func `what is no answer of ours is refused`(text: String) {
        var head = ControlAnswerHead()
        #expect(throws: AdministrationError.self) { try head.consume(Array(text.utf8)) }
    }
}
