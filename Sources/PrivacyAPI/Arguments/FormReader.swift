/// Reads a query or a form (`application/x-www-form-urlencoded`, WHATWG URL §5.1), but strictly:
/// a bad escape or bad UTF-8 is refused, because what was meant cannot be known.
enum FormReader {
    /// The most pairs of one text: far above what any endpoint takes, and it bounds what a caller
    /// without a key can make the server read.
    static let maximumPairs = 1_000

    /// Adds each pair to the arguments.
    static func read(_ bytes: [UInt8], into arguments: inout Arguments) throws(APIError) {
        var start = 0
        var pairs = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: .ampersand) ?? bytes.count
            if start < end {
                pairs += 1
                guard pairs <= maximumPairs else { throw .tooManyPairs }
                try readPair(bytes[start..<end], into: &arguments)
            }
            start = end + 1
        }
    }

    private static func readPair(
        _ pair: ArraySlice<UInt8>, into arguments: inout Arguments
    ) throws(APIError) {
        let equals = pair.firstIndex(of: .equals) ?? pair.endIndex
        let name = try decode(pair[..<equals])
        let value = try decode(pair[equals...].dropFirst())
        try arguments.add(name, .text(value))
    }

    private static func decode(_ encoded: ArraySlice<UInt8>) throws(APIError) -> String {
        var bytes = encoded
        if encoded.contains(where: { $0 == .percent || $0 == .plus }) {
            bytes = try unescape(encoded)[...]
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
        return text
    }

    private static func unescape(_ encoded: ArraySlice<UInt8>) throws(APIError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(encoded.count)
        var index = encoded.startIndex
        while index < encoded.endIndex {
            let byte = encoded[index]
            index += 1
            guard byte == .percent else {
                bytes.append(byte == .plus ? .space : byte)
                continue
            }
            guard index + 1 < encoded.endIndex, let high = encoded[index].hexadecimalValue,
                let low = encoded[index + 1].hexadecimalValue
            else { throw .badEscape }
            bytes.append(high << 4 | low)
            index += 2
        }
        return bytes
    }
}
