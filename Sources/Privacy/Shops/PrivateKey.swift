internal import Crypto

/// A private key as its holder knows it.
///
/// It prints itself as `<redacted>` and is stored only as its SHA-256.
public struct PrivateKey: Sendable, CustomStringConvertible, CustomReflectable {
    /// The fewest bytes of a key that a shop may bring along: shorter ones can be guessed.
    public static let minimumBytes = 8
    /// The most bytes of a key.
    public static let maximumBytes = 256
    /// How much randomness a key made here has.
    private static let randomBytes = 32

    /// The key itself: shown once, when it is made.
    public let secret: String

    /// A key as somebody gave it.
    public init(_ secret: String) { self.secret = secret }

    /// A new key of 256 random bits, in hexadecimal digits.
    public static func random() -> PrivateKey {
        let digits = Array("0123456789abcdef".utf8)
        var generator = SystemRandomNumberGenerator()
        let text = (0..<randomBytes * 2).map { _ in
            digits[Int.random(in: 0..<16, using: &generator)]
        }
        return PrivateKey(String(decoding: text, as: UTF8.self))
    }

    /// The SHA-256 under which the key is stored: 32 bytes.
    public var digest: [UInt8] {
        unsafe SHA256.hash(data: Array(secret.utf8)).withUnsafeBytes { unsafe Array($0) }
    }

    /// Never the key.
    public var description: String { "<redacted>" }

    /// Never the key.
    public var customMirror: Mirror { Mirror(self, children: [(String, Any)]()) }
}
