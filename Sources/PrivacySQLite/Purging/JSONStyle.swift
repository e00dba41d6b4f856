/// One of the ways in which writers escape a string of JSON.
struct JSONStyle {
    /// Whether `/` becomes `\/`, as PHP does.
    let escapesSlash: Bool
    /// Whether all that is not ASCII becomes `\uXXXX`, as PHP and Python do.
    let escapesNonASCII: Bool
    /// Whether there is `\n` beside `\u000a`.
    let hasShortEscapes: Bool

    /// Every combination.
    static let all: [JSONStyle] = [false, true].flatMap { slash in
        [false, true].flatMap { nonASCII in
            [true, false].map { short in
                JSONStyle(
                    escapesSlash: slash, escapesNonASCII: nonASCII, hasShortEscapes: short)
            }
        }
    }

    /// The inside of the string.
    func escaped(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            // Most texts are nothing else, and there are eight styles of each.
            if Self.isPlain(scalar) {
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            } else {
                append(scalar, to: &bytes)
            }
        }
        return bytes
    }

    /// Whether every style leaves it as the one byte that it is.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\"", "\\", "/": false
        default: scalar.value >= 0x20 && scalar.isASCII
        }
    }

    private func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
        switch scalar {
        case "\"", "\\":
            bytes += [UInt8(ascii: "\\"), UInt8(ascii: scalar)]
        case "/" where escapesSlash:
            bytes += Array("\\/".utf8)
        case "\0"..."\u{1F}":
            if hasShortEscapes, let short = Self.shortEscape(scalar) {
                bytes += [UInt8(ascii: "\\"), short]
            } else {
                bytes += Self.unit(UInt16(scalar.value))
            }
        case _ where escapesNonASCII && !scalar.isASCII:
            for unit in String(scalar).utf16 { bytes += Self.unit(unit) }
        default:
            bytes += Array(String(scalar).utf8)
        }
    }

    private static func unit(_ unit: UInt16) -> [UInt8] {
        Array("\\u".utf8) + HexDigits.of(UInt32(unit), count: 4)
    }

    private static func shortEscape(_ scalar: Unicode.Scalar) -> UInt8? {
        switch scalar {
        case "\u{8}": UInt8(ascii: "b")
        case "\t": UInt8(ascii: "t")
        case "\n": UInt8(ascii: "n")
        case "\u{C}": UInt8(ascii: "f")
        case "\r": UInt8(ascii: "r")
        default: nil
        }
    }
}
