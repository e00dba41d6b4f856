import Addresses
import HTTPTypes

/// The proxies whose word about a request counts: for whom they pass it on, and what they call it.
struct TrustedProxies {
    private static let forwardedFor = HTTPField.Name("X-Forwarded-For")
    static let requestID = HTTPField.Name("X-Request-Id")

    private let ranges: [AddressRange]

    init(_ ranges: [AddressRange]) { self.ranges = ranges }

    func contains(_ peer: PeerAddress) -> Bool {
        guard !ranges.isEmpty, case .ip(let address) = peer else { return false }
        return ranges.contains(address)
    }

    /// For whom a trusted proxy passed these fields on.
    ///
    /// Each proxy adds whom it heard at the end of `X-Forwarded-For`, so the list is read from there,
    /// for as long as those who added to it are trusted: what a caller wrote before is never reached.
    func client(behind peer: PeerAddress, _ fields: RequestFields) -> PeerAddress {
        guard let name = Self.forwardedFor, case .ip(var client) = peer else { return peer }
        let hops = fields.values(of: name).flatMap { $0.split(separator: ",") }
        for hop in hops.reversed() where ranges.contains(client) {
            guard let address = IPAddress(Self.trimmed(hop)) else { break }
            client = address
        }
        return .ip(client)
    }

    /// What a trusted proxy called a request; nil when it did not.
    func requestID(in fields: RequestFields) -> RequestID? {
        Self.requestID.flatMap { fields[$0] }.flatMap { RequestID($0) }
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
