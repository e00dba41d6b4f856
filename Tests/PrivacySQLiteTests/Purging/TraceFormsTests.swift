import Testing

@testable import PrivacySQLite

struct TraceFormsTests {
    @Test func `a plain address has itself and its percent-encoded form`() {
        #expect(forms("Maria@Example.com") == ["maria@example.com", "maria%40example.com"])
    }

    @Test func `an id of letters and digits has one form`() {
        #expect(forms("Customer-0012.A_b~") == ["customer-0012.a_b~"])
    }

    @Test(arguments: [
        ("o\"brien\\@x.org", #"o\"brien\\@x.org"#),
        ("a/b/c/d/e/f", #"a\/b\/c\/d\/e\/f"#),
        ("tab\there@x.org", #"tab\there@x.org"#),
        ("tab\there@x.org", #"tab\u0009here@x.org"#),
        ("bell\u{7}@x.org", #"bell\u0007@x.org"#),
        ("JÖRG@x.org", #"j\u00d6rg@x.org"#),
        ("JÖRG@x.org", "j\u{D6}rg@x.org"),
        ("smile😀@x.org", #"smile\ud83d\ude00@x.org"#),
        ("ä/smile😀", #"\u00e4\/smile\ud83d\ude00"#),
        ("ä/smile😀", #"\u00e4/smile\ud83d\ude00"#),
        ("ä/smile😀", #"ä\/smile😀"#),
        ("a+b@x.org", "a%2bb%40x.org"),
        ("a+b@x.org", "a%2bb@x.org"),
        ("J Ö@x.org", "j%20%c3%96%40x.org"),
        ("J Ö@x.org", "j+%c3%96%40x.org"),
        ("J Ö@x.org", "j%20%c3%96@x.org"),
        ("o'brien@x.org", "o'brien%40x.org"),
        ("o'brien@x.org", "o%27brien%40x.org"),
    ])
    func `what writers make of a text is among its forms`(text: String, form: String) {
        #expect(forms(text).contains(form))
    }

    @Test(arguments: ["", "7", "Maria", "ÄÖÜ", "1234567"])
    func `a text of fewer than 8 bytes has none`(text: String) {
        #expect(forms(text) == [])
    }

    @Test func `8 bytes are enough`() {
        #expect(forms("12345678") == ["12345678"])
        #expect(forms("ÄÖÜä").count > 1)
    }

    @Test func `no text has more than 17 forms, nor longer ones than are looked for`() {
        var random = SeededGenerator(seed: 1)
        let scalars: [Unicode.Scalar] = [
            "a", "Z", "/", " ", "+", "@", "'", "ä", "😀", "\n", "\u{1}", "\"",
        ]
        for _ in 0..<300 {
            var text = ""
            for _ in 0..<Int.random(in: 1...1024, using: &random) {
                text.unicodeScalars.append(scalars.randomElement(using: &random) ?? "a")
            }
            let forms = TraceForms.forms(of: text)
            #expect(forms.count <= 17 && Set(forms).count == forms.count)
            #expect(forms.allSatisfy { $0.count <= 256 })
            #expect(forms.allSatisfy { !$0.contains { (65...90).contains($0) } })
        }
    }

    @Test func `letters are lowered eight at a time as one at a time`() {
        for byte in UInt8.min...UInt8.max {
            for neighbour in [0, 0x40, 0x41, 0x5A, 0x7F, 0x80, 0xC1, 0xFF] as [UInt8] {
                for place in 0..<8 {
                    var bytes = [UInt8](repeating: neighbour, count: 8)
                    bytes[place] = byte
                    let word = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                    let expected = bytes.reversed().reduce(UInt64(0)) {
                        $0 << 8 | UInt64(ASCIILetter.lowercased($1))
                    }
                    #expect(ASCIILetter.lowercased(word) == expected)
                }
            }
        }
    }

    private func forms(_ text: String) -> [String] {
        TraceForms.forms(of: text).map { String(decoding: $0, as: UTF8.self) }
    }
}
