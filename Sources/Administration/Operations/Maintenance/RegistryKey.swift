internal import Privacy

/// The bytes of a key file, with which a snapshot of the registry is encrypted.
///
/// It prints itself as `<redacted>`.
public struct RegistryKey: Sendable, CustomStringConvertible, CustomReflectable {
    /// The fewest bytes: as many as the cipher's own key has.
    public static let minimumBytes = 32

    let bytes: [UInt8]

    /// The key that a file holds, byte for byte; refuses one that is too short to be one.
    public init(file path: String) throws(AdministrationError) {
        bytes = try SmallFile.bytes(at: path)
        guard bytes.count >= Self.minimumBytes else {
            throw AdministrationError(
                .usage,
                "\(path) holds less than \(Self.minimumBytes) bytes: make a key with "
                    + "`head -c 32 /dev/urandom`")
        }
    }

    /// A key as it crosses the control socket.
    init(text: String) throws(AdministrationError) {
        guard let bytes = Base64.bytes(of: text), bytes.count >= Self.minimumBytes else {
            throw AdministrationError(.usage, "control message: not a registry key")
        }
        self.bytes = bytes
    }

    var text: String { Base64.text(of: bytes) }

    /// Never the key.
    public var description: String { "<redacted>" }

    /// Never the key.
    public var customMirror: Mirror { Mirror(self, children: [(String, Any)]()) }
}
