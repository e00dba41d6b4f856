import HTTPTypes

/// Writes the head of a response (RFC 9112 §4 and §5).
struct ResponseHeadEncoder {
    let framing: ResponseFraming
    let exchange: Exchange
    let compression: Compression
    let requestID: RequestID
    /// The Date field, with its line end.
    let dateLine: [UInt8]

    func encode(_ response: Response, into bytes: inout [UInt8]) {
        bytes.append(statusLine: response.status)
        bytes.append(contentsOf: dateLine)
        switch framing {
        case .length(let length): bytes.append(contentLength: length)
        case .chunked: bytes.append(field: "Transfer-Encoding", value: "chunked")
        case .none, .untilClose: break
        }
        if exchange.isLast {
            bytes.append(field: "Connection", value: "close")
        } else if exchange.version == .http10 {
            bytes.append(field: "Connection", value: "keep-alive")
        }
        bytes.append(requestID)
        if compression == .gzip { bytes.append(field: "Content-Encoding", value: "gzip") }
        if compression != .none { bytes.append(field: "Vary", value: "Accept-Encoding") }
        bytes.append(contentsOf: response.fields.lines.bytes)
        bytes.appendLineEnd()
    }
}
