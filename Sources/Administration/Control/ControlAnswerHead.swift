/// Reads the head of an answer of our own server, however it is cut; what follows is the body.
struct ControlAnswerHead {
    /// Our own server's heads have some 200 bytes.
    private static let maximumBytes = 4_096
    private static let end: [UInt8] = Array("\r\n\r\n".utf8)

    /// The status; nil until the head is there.
    private(set) var status: Int?
    private var bytes: [UInt8] = []

    /// Takes what came and gives back what of it belongs to the body.
    mutating func consume(_ chunk: [UInt8]) throws(AdministrationError) -> ArraySlice<UInt8> {
        guard status == nil else { return chunk[...] }
        bytes += chunk
        guard let start = Self.endOfHead(in: bytes) else {
            guard bytes.count < Self.maximumBytes else { throw Self.foreign }
            return []
        }
        status = try Self.status(in: bytes)
        return bytes[start...]
    }

    private static func endOfHead(in bytes: [UInt8]) -> Int? {
        guard bytes.count >= end.count else { return nil }
        for start in 0...(bytes.count - end.count)
        where bytes[start..<start + end.count].elementsEqual(end) {
            return start + end.count
        }
        return nil
    }

    // RFC 9112 §4: HTTP-version SP status-code SP …
    private static func status(in bytes: [UInt8]) throws(AdministrationError) -> Int {
        let line = String(decoding: bytes.prefix { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
        let parts = line.split(separator: " ", maxSplits: 2)
        guard parts.count >= 2, parts[0].hasPrefix("HTTP/1."), let status = Int(parts[1]) else {
            throw foreign
        }
        return status
    }

    private static let foreign = AdministrationError(
        .failed, "something that is not oblio answers on the control socket")
}
