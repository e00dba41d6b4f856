/// One of the ways in which writers encode text for a URL or a form.
struct PercentStyle {
    /// What is left as it is beside letters, digits and `-._~` (RFC 3986 §2.3).
    let kept: [UInt8]
    /// Whether a space becomes `+`, as in forms.
    let hasPlusForSpace: Bool

    /// With and without `@`, which many leave in a path, and what `encodeURIComponent` leaves.
    static let all: [PercentStyle] = ["", "@", "!'()*", "@!'()*"].flatMap { kept in
        [false, true].map { PercentStyle(kept: Array(kept.utf8), hasPlusForSpace: $0) }
    }

    /// The text, byte for byte of its UTF-8.
    func encoded(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if Self.isUnreserved(byte) || kept.contains(byte) {
                bytes.append(byte)
            } else if hasPlusForSpace, byte == UInt8(ascii: " ") {
                bytes.append(UInt8(ascii: "+"))
            } else {
                bytes.append(UInt8(ascii: "%"))
                bytes += HexDigits.of(UInt32(byte), count: 2)
            }
        }
        return bytes
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch Unicode.Scalar(byte) {
        case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", "~": true
        default: false
        }
    }
}
