import Privacy
import Testing

struct Base64Tests {
    // RFC 4648 §10.
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
    func `the standard's examples come out and back`(plain: String, text: String) {
        #expect(Base64.text(of: Array(plain.utf8)) == text)
        #expect(Base64.bytes(of: text) == Array(plain.utf8))
    }

    @Test func `every byte comes back, at every length`() {
        let all = (0...255).map { UInt8($0) }
        for count in 0...all.count {
            let bytes = Array(all.suffix(count))
            #expect(Base64.bytes(of: Base64.text(of: bytes)) == bytes)
        }
        #expect(Base64.text(of: [0xFB, 0xFF, 0xFE]) == "+//+")
    }

    @Test(arguments: [
        "Z", "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm9v\n", " Zm9v", "Zm9v====", "=", "====",
        "Zg==Zg==", "Zm-_", "Zmö=",
    ])
    func `a text that no bytes give is none`(text: String) {
        #expect(Base64.bytes(of: text) == nil)
    }

    @Test func `hexadecimal digits come back, and nothing else is taken`() {
        #expect(Hexadecimal.text(of: [0x00, 0xA9, 0xFF]) == "00a9ff")
        #expect(Hexadecimal.bytes(of: "00a9ff") == [0x00, 0xA9, 0xFF])
        for text in ["0", "0g", "A9", " 0a", "0a "] { #expect(Hexadecimal.bytes(of: text) == nil) }
    }
}
