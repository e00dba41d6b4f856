internal import Crypto
internal import Privacy

/// The key under which snapshots of the registry are encrypted: the content of a file that the
/// operator keeps elsewhere.
///
/// Line breaks at the file's end are not of the key: an editor may add one, or a paste lose it.
struct RegistryKey: Sendable, CustomStringConvertible, CustomReflectable {
    /// As many as the cipher's own key has; they are to be random, for a sentence can be guessed.
    static let minimumBytes = 32
    /// How many of them may be line breaks at the end: some of a key of random bytes can be.
    private static let mostLineBreaks = 8

    private let material: SymmetricKey

    /// A key from a file's bytes; refuses fewer than it takes.
    init(_ contents: [UInt8]) throws(PrivacyError) {
        let end = contents.lastIndex { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
        let key = contents[...(end ?? -1)]
        guard contents.count >= Self.minimumBytes,
            key.count >= Self.minimumBytes - Self.mostLineBreaks
        else {
            throw PrivacyError(
                .invalid,
                """
                The key file has fewer than \(Self.minimumBytes) bytes: make one with \
                `openssl rand -base64 32`.
                """)
        }
        material = SymmetricKey(data: key)
    }

    /// The key for one snapshot (HKDF-SHA256, RFC 5869).
    func derived(salt: [UInt8]) -> SymmetricKey {
        HKDF<SHA256>.deriveKey(
            inputKeyMaterial: material, salt: salt, info: Array("oblio registry snapshot".utf8),
            outputByteCount: 32)
    }

    /// Never the key.
    var description: String { "<redacted>" }

    /// Never the key.
    var customMirror: Mirror { Mirror(self, children: [(String, Any)]()) }
}
