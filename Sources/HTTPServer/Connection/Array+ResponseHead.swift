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
        append(contentsOf: "HTTP/1.1 ".utf8)
        append(contentsOf: "\(status.code)".utf8)
        append(.space)
        append(contentsOf: status.reasonPhrase.utf8)
        appendLineEnd()
    }

    mutating func appendLineEnd() {
        append(.carriageReturn)
        append(.lineFeed)
    }
}
