@testable import HTTPServer

/// An answer as a strict client reads it.
struct TestReply {
    struct Malformed: Error {}

    let status: Int
    private let fields: [(name: String, value: String)]
    let body: [UInt8]
    /// What framed the body; the connection's end when nothing did.
    let isChunked: Bool
    /// Chunks of the body, when it came in chunks.
    let chunkCount: Int

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The only value under a name.
    subscript(name: String) -> String? {
        let values = fields.filter { $0.name == name }.map(\.value)
        return values.count == 1 ? values[0] : nil
    }

    /// Takes a whole answer off the start of `buffer`; nil as long as it is not whole.
    init?(parsing buffer: inout [UInt8], isHead: Bool) throws {
        guard let headEnd = Self.position(of: Array("\r\n\r\n".utf8), in: buffer, from: 0)
        else { return nil }
        let lines = String(decoding: buffer[..<headEnd], as: UTF8.self).split(
            separator: "\r\n", omittingEmptySubsequences: false)
        let statusParts = lines[0].split(separator: " ", maxSplits: 2)
        guard statusParts.count >= 2, statusParts[0] == "HTTP/1.1",
            let code = Int(statusParts[1])
        else { throw Malformed() }
        status = code
        fields = try lines.dropFirst().map { line in
            guard let colon = line.firstIndex(of: ":") else { throw Malformed() }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            return (line[..<colon].lowercased(), String(value))
        }
        let fields = fields
        func value(_ name: String) -> String? { fields.first { $0.name == name }?.value }
        isChunked = value("transfer-encoding") == "chunked"
        let start = headEnd + 4
        var end = start
        var body: [UInt8] = []
        var chunkCount = 0
        if isHead || code < 200 || code == 204 || code == 304 {
        } else if isChunked {
            guard value("content-length") == nil else { throw Malformed() }
            while true {
                guard let sizeEnd = Self.position(of: Array("\r\n".utf8), in: buffer, from: end)
                else { return nil }
                let digits = String(decoding: buffer[end..<sizeEnd], as: UTF8.self)
                guard let size = Int(digits, radix: 16) else { throw Malformed() }
                let next = sizeEnd + 2 + size + 2
                guard buffer.count >= next else { return nil }
                guard buffer[(next - 2)..<next].elementsEqual("\r\n".utf8) else {
                    throw Malformed()
                }
                body += buffer[(sizeEnd + 2)..<(next - 2)]
                end = next
                if size == 0 { break }
                chunkCount += 1
            }
        } else {
            guard let length = value("content-length").flatMap({ Int($0) }) else {
                throw Malformed()
            }
            guard buffer.count >= start + length else { return nil }
            body = Array(buffer[start..<(start + length)])
            end = start + length
        }
        self.body = body
        self.chunkCount = chunkCount
        buffer.removeSubrange(..<end)
    }

    static func position(of pattern: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard bytes.count >= start + pattern.count else { return nil }
        return (start...(bytes.count - pattern.count)).first { position in
            bytes[position] == pattern[0]
                && bytes[position..<(position + pattern.count)].elementsEqual(pattern)
        }
    }
}
