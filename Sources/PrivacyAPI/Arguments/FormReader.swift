internal import HTTPServer

/// Reads a query or a form (`application/x-www-form-urlencoded`, WHATWG URL §5.1), but strictly:
/// a bad escape or bad UTF-8 is refused, because what was meant cannot be known.
enum FormReader {
    /// The most pairs of one text: far above what any endpoint takes, and it bounds what a caller
    /// without a key can make the server read.
    static let maximumPairs = 1_000

    /// Adds each pair to the arguments.
    static func read(_ bytes: Span<UInt8>, into arguments: inout Arguments) throws(APIError) {
        var start = 0
        var pairs = 0
        while start < bytes.count {
            let end = bytes.firstIndex(of: .ampersand, in: start..<bytes.count) ?? bytes.count
            if start < end {
                pairs += 1
                guard pairs <= maximumPairs else { throw .tooManyPairs }
                try readPair(bytes.extracting(start..<end), into: &arguments)
            }
            start = end + 1
        }
    }

    private static func readPair(
        _ pair: Span<UInt8>, into arguments: inout Arguments
    ) throws(APIError) {
        let equals = pair.firstIndex(of: .equals, in: 0..<pair.count) ?? pair.count
        let name = try decode(pair.extracting(..<equals))
        let value = try decode(pair.extracting(min(equals + 1, pair.count)...))
        try arguments.add(name, .text(value))
    }

    private static func decode(_ encoded: Span<UInt8>) throws(APIError) -> String {
        guard isEscaped(encoded) else { return try encoded.text() }
        let bytes = try unescape(encoded)
        return try bytes.span.text()
    }

    private static func isEscaped(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices where bytes[index] == .percent || bytes[index] == .plus {
            return true
        }
        return false
    }

    private static func unescape(_ encoded: Span<UInt8>) throws(APIError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(encoded.count)
        var index = 0
        while index < encoded.count {
            let byte = encoded[index]
            index += 1
            guard byte == .percent else {
                bytes.append(byte == .plus ? .space : byte)
                continue
            }
            guard index + 1 < encoded.count, let high = encoded[index].hexadecimalValue,
                let low = encoded[index + 1].hexadecimalValue
            else { throw .badEscape }
            bytes.append(high << 4 | low)
            index += 2
        }
        return bytes
    }
}

extension Span<UInt8> {
    /// The bytes as a text.
    fileprivate func text() throws(APIError) -> String {
        guard let text = text(in: 0..<count) else { throw .notUTF8 }
        return text
    }
}
