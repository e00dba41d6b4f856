/// The name of one request, for logs and for whoever asks about it.
public struct RequestID: Sendable, Hashable, CustomStringConvertible {
    /// What a proxy may call a request: room for a UUID and then some.
    static let maximumBytes = 64

    private enum Name: Hashable {
        case number(UInt64)
        case given(String)
    }

    private let name: Name

    /// The id of a request that nobody named; also of one that is made without a server.
    public init() { self.init(number: 0) }

    init(number: UInt64) { name = .number(number) }

    /// The id that a proxy chose; nil when it could be anything but an id.
    init?(_ given: String) {
        guard (1...Self.maximumBytes).contains(given.utf8.count),
            given.utf8.allSatisfy(Self.isIDCharacter)
        else { return nil }
        name = .given(given)
    }

    /// Letters, digits, `-` and `_`; 16 hexadecimal digits unless a proxy chose it.
    public var description: String {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Writes the id, which for most requests is never a string.
    func append(to bytes: inout [UInt8]) {
        switch name {
        case .given(let text): bytes.append(contentsOf: text.utf8)
        case .number(let number):
            for shift in stride(from: UInt64(60), through: 0, by: -4) {
                let digit = UInt8(truncatingIfNeeded: number >> shift) & 0xF
                bytes.append(
                    digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            }
        }
    }

    private static func isIDCharacter(_ byte: UInt8) -> Bool {
        byte.decimalDigit != nil || byte.isLetter || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "_")
    }
}
