import JSON
import Testing

struct JSONReaderTests {
    @Test(arguments: ValidTexts.compact)
    func `a compact text comes out as it went in`(text: String) throws {
        let value = try JSONReader.value(of: text)
        #expect(Array(JSONWriter.text(of: value).utf8) == Array(text.utf8))
        #expect(try JSONReader.value(of: Array(text.utf8)) == value)
    }

    @Test(arguments: ValidTexts.loose)
    func `white space and needless escapes are left out`(text: String, compact: String) throws {
        let value = try JSONReader.value(of: text)
        #expect(JSONWriter.text(of: value) == compact)
        #expect(try JSONReader.value(of: compact) == value)
    }

    @Test(arguments: InvalidTexts.all)
    func `an invalid text is refused where its fault is`(
        text: String, code: JSONError.Code, offset: Int
    ) throws {
        let error = try #require(throws: JSONError.self) { try JSONReader.value(of: text) }
        #expect(error.code == code)
        #expect(error.offset == offset)
    }

    @Test(arguments: InvalidUTF8.all)
    func `bytes that are not UTF-8 are refused`(bytes: [UInt8], offset: Int) throws {
        let quote = UInt8(ascii: "\"")
        let text = [quote] + bytes + [quote]
        let error = try #require(throws: JSONError.self) { try JSONReader.value(of: text) }
        #expect(error.code == .encoding)
        #expect(error.offset == offset + 1)
    }

    @Test(arguments: InvalidUTF8.all)
    func `bytes that are not UTF-8 are refused in a name and outside of strings`(
        bytes: [UInt8], offset: Int
    ) {
        #expect(throws: JSONError.self) {
            try JSONReader.value(of: Array(#"{""#.utf8) + bytes + Array(#"":0}"#.utf8))
        }
        #expect(throws: JSONError.self) { try JSONReader.value(of: Array("[".utf8) + bytes) }
    }

    @Test(arguments: [([0x5C, 0xE9], 2), ([0x5C, 0x75, 0x30, 0x30, 0x34, 0xE9], 6)])
    func `bytes that are not UTF-8 make no escape`(bytes: [UInt8], offset: Int) throws {
        let text = [UInt8(ascii: "\"")] + bytes + [UInt8(ascii: "\"")]
        let error = try #require(throws: JSONError.self) { try JSONReader.value(of: text) }
        #expect(error.code == .syntax)
        #expect(error.offset == offset)
    }

    @Test(arguments: ValidTexts.compact + ValidTexts.loose.map(\.text))
    func `a text that is cut is refused or a shorter number`(text: String) throws {
        let bytes = Array(text.utf8)
        for length in 0..<bytes.count {
            let cut = Array(bytes[..<length])
            do {
                let value = try JSONReader.value(of: cut)
                let rest = bytes[length...]
                guard rest.contains(where: { !" \t\r\n".utf8.contains($0) }) else { continue }
                guard case .number = value else {
                    Issue.record("\(length) bytes of \(text) were taken for a value")
                    continue
                }
            } catch {
                #expect(error.offset <= length)
            }
        }
    }
}
