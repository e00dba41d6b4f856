import HTTPTypes

/// The pieces of a head, written onto the end of bytes to send.
extension [UInt8] {
    mutating func append(field name: String, value: String) {
        append(contentsOf: name.utf8)
        append(.colon)
        append(.space)
        append(contentsOf: value.utf8)
        appendLineEnd()
    }

    mutating func append(statusLine status: HTTPResponse.Status) {
        // Nearly every answer's.
        if status.code == 200 { return append(contentsOf: Self.okLine) }
        append(contentsOf: "HTTP/1.1 ".utf8)
        append(contentsOf: "\(status.code)".utf8)
        append(.space)
        append(contentsOf: status.reasonPhrase.utf8)
        appendLineEnd()
    }

    mutating func append(contentLength length: Int) {
        append(contentsOf: Self.lengthName)
        append(decimal: length)
        appendLineEnd()
    }

    mutating func append(_ id: RequestID) {
        append(contentsOf: Self.requestIDName)
        id.append(to: &self)
        appendLineEnd()
    }

    private mutating func append(decimal value: Int) {
        if value >= 10 { append(decimal: value / 10) }
        append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value % 10))
    }

    private static let okLine = Array("HTTP/1.1 200 OK\r\n".utf8)
    private static let requestIDName = Array("X-Request-Id: ".utf8)
    private static let lengthName = Array("Content-Length: ".utf8)

    mutating func appendLineEnd() {
        append(.carriageReturn)
        append(.lineFeed)
    }
}
