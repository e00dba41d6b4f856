internal import Crypto
internal import Privacy

/// A snapshot of the registry, which holds every shop's secret: it is never on the disk in the clear.
///
/// Its file is a line that says what it is, 32 bytes of salt, a nonce, the encrypted database and a
/// tag (ChaCha20-Poly1305, RFC 8439; the line and the salt are authenticated with it).
enum RegistrySnapshot {
    /// A registry has about 1 kB a shop; what is far beyond that is not read into memory.
    static let maximumBytes = 1 << 30

    private static let line = Array("OBLIOREG1\n".utf8)
    private static let saltBytes = 32
    private static let partial = "partial"

    /// Encrypts a database; each time the bytes are others.
    static func seal(_ database: [UInt8], with key: RegistryKey) throws(PrivacyError) -> [UInt8] {
        let salt = (0..<saltBytes).map { _ in UInt8.random(in: .min ... .max) }
        let head = line + salt
        guard
            let box = try? ChaChaPoly.seal(
                database, using: key.derived(salt: salt), authenticating: head)
        else { throw PrivacyError(.storage, "The registry could not be encrypted.") }
        return head + box.combined
    }

    /// The database; refuses another key and a file that is not, to the byte, what was written.
    static func open(_ file: [UInt8], with key: RegistryKey) throws(PrivacyError) -> [UInt8] {
        guard file.starts(with: line) else {
            throw PrivacyError(.invalid, "That is not a snapshot of a registry.")
        }
        let head = file.prefix(line.count + saltBytes)
        guard let box = try? ChaChaPoly.SealedBox(combined: file[head.endIndex...]),
            let database = try? ChaChaPoly.open(
                box, using: key.derived(salt: Array(head.dropFirst(line.count))),
                authenticating: head)
        else {
            throw PrivacyError(
                .invalid,
                "The key is not the one the snapshot was made with, or the file was altered.")
        }
        return Array(database)
    }

    /// Writes a snapshot; it is on the disk then.
    static func write(
        _ database: [UInt8], with key: RegistryKey, as name: SnapshotName, in folder: BackupFolder
    ) throws(PrivacyError) {
        do throws(PrivacyError) {
            try writeFile(
                seal(database, with: key), at: folder.temporaryPath(for: name, partial))
            FaultPoint.hit(.backupPacked)
            try folder.place(name, from: partial)
            FaultPoint.hit(.backupNamed)
        } catch {
            try? folder.removeTemporary(for: name, partial)
            throw error
        }
    }

    /// Reads a snapshot and gives the database.
    static func read(_ path: String, with key: RegistryKey) throws(PrivacyError) -> [UInt8] {
        let file = try OpenFile(reading: path)
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: GzipLayout.bufferBytes)
        while bytes.count <= maximumBytes {
            let count = try file.read(into: &buffer)
            guard count > 0 else { return try open(bytes, with: key) }
            bytes += buffer[..<count]
        }
        throw PrivacyError(.invalid, "That file is too large for a snapshot of a registry.")
    }

    private static func writeFile(_ bytes: [UInt8], at path: String) throws(PrivacyError) {
        let file = try OpenFile(creating: path)
        try file.write(bytes.span)
        try file.sync()
    }
}
