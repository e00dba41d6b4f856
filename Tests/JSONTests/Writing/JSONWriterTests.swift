import JSON
import Testing

struct JSONWriterTests {
    @Test
    func `commas stand between values and nowhere else`() {
        var writer = JSONWriter(capacity: 16)
        writer.beginObject()
        writer.name("status")
        writer.string("ok")
        writer.name("orders")
        writer.beginArray()
        writer.integer(123)
        writer.beginArray()
        writer.endArray()
        writer.beginObject()
        writer.endObject()
        writer.number(JSONNumber(456))
        writer.endArray()
        writer.name("empty")
        writer.beginObject()
        writer.endObject()
        writer.name("more")
        writer.beginArray()
        writer.bool(true)
        writer.bool(false)
        writer.null()
        writer.string("")
        writer.raw("[1,2]")
        writer.raw("{}".utf8.span)
        writer.value(.array([.null, .object(JSONObject([.init(name: "a", value: .null)]))]))
        writer.endArray()
        writer.endObject()
        #expect(
            String(decoding: writer.bytes, as: UTF8.self)
                == #"{"status":"ok","orders":[123,[],{},456],"empty":{},"more":"#
                + #"[true,false,null,"",[1,2],{},[null,{"a":null}]]}"#)
    }

    @Test
    func `bytes that are taken out on the way leave the commas right`() {
        var writer = JSONWriter()
        var parts: [UInt8] = []
        func takeOut() {
            parts += writer.bytes
            writer.removeAll()
        }
        writer.beginArray()
        takeOut()
        for number in 0..<3 {
            writer.integer(Int64(number))
            takeOut()
        }
        writer.endArray()
        takeOut()
        #expect(String(decoding: parts, as: UTF8.self) == "[0,1,2]")
    }

    @Test(arguments: [0, 7, -7, 10, 99, 100, 1_527_206_400, .max, .min, .min + 1] as [Int64])
    func `an integer is written in its digits`(value: Int64) {
        var writer = JSONWriter()
        writer.beginArray()
        writer.integer(value)
        writer.integer(value)
        writer.endArray()
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "[\(value),\(value)]")
    }

    /// The run of plain bytes is looked for eight at a time: each byte at each place of such a word.
    @Test(arguments: 0...24)
    func `a byte is escaped wherever it stands and only when it must be`(length: Int) throws {
        for byte in UInt8(0)...0x7F {
            for place in 0...length {
                var plain = [UInt8](repeating: UInt8(ascii: "x"), count: length)
                plain.insert(byte, at: min(place, length))
                let value = JSONValue.string(String(decoding: plain, as: UTF8.self))
                let text = JSONWriter.bytes(of: value)
                let isEscaped = byte < 0x20 || "\"\\".utf8.contains(byte)
                #expect((text.count > plain.count + 2) == isEscaped)
                #expect(text.contains(UInt8(ascii: "\\")) == isEscaped)
                #expect(try JSONReader.value(of: text) == value)
            }
        }
    }

    @Test
    func `each control character has its shortest escape`() {
        let short = [8: #"\b"#, 9: #"\t"#, 10: #"\n"#, 12: #"\f"#, 13: #"\r"#]
        for byte in 0..<0x20 {
            let value = JSONValue.string(String(decoding: [UInt8(byte)], as: UTF8.self))
            let digits = String(byte, radix: 16)
            let long = #"\u00"# + (digits.count < 2 ? "0" : "") + digits
            #expect(JSONWriter.text(of: value) == "\"\(short[byte] ?? long)\"")
        }
    }
}
