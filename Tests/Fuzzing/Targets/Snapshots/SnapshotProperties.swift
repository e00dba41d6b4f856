internal import Crypto
internal import Privacy

@testable import PrivacySQLite

/// A snapshot's file is read alike whatever the buffer, is taken to the byte as it was written or
/// not at all, and never brings the process down.
enum SnapshotProperties {
    private static let seal = Seal(secret: Array("a secret of thirty-two bytes ...".utf8))

    static func hold(for input: FuzzInput) {
        var input = input
        let form = input.choice(below: 4)
        let bufferBytes = input.choice(below: 256) + 1
        let bytes = input.bytes
        switch form {
        case 0: checkFile(bytes, bufferBytes)
        case 1: checkFile(withHeader(bytes), bufferBytes)
        case 2: checkManifest(bytes)
        default: checkRegistry(bytes)
        }
    }

    /// The bytes behind a header that is right for them.
    private static func withHeader(_ bytes: [UInt8]) -> [UInt8] {
        GzipLayout.headerStart + Array(SHA256.hash(data: bytes)) + bytes
    }

    private static func checkFile(_ bytes: [UInt8], _ bufferBytes: Int) {
        let file = ScratchFile.shared
        file.fill(bytes)
        let once = UnpackedFile(path: file.path, bufferBytes: GzipLayout.bufferBytes)
        let again = UnpackedFile(path: file.path, bufferBytes: bufferBytes)
        require(again.isSame(as: once), "A file is read differently into another buffer.")
        let reader = SnapshotReader(path: file.path)
        require((try? reader.verify(sealedWith: seal)) == nil, "A seal was made up.")
        if let manifest = try? reader.claimedManifest() { checkManifest(manifest) }
        guard once.fault == nil, once.content.count < UnpackedFile.maximumBytes else { return }
        var altered = bytes
        altered[bufferBytes % bytes.count] ^= 1
        file.fill(altered)
        require(
            UnpackedFile(path: file.path, bufferBytes: GzipLayout.bufferBytes).fault != nil,
            "A bit of a file changed unseen.")
    }

    private static func checkManifest(_ line: [UInt8]) {
        require((try? SnapshotManifest(line, sealedWith: seal)) == nil, "A seal was made up.")
        if let manifest = try? SnapshotManifest(unverified: line) { checkManifest(manifest) }
    }

    private static func checkManifest(_ manifest: SnapshotManifest) {
        let line = manifest.line(sealedWith: seal)
        require(
            (try? SnapshotManifest(line, sealedWith: seal)) == manifest,
            "A manifest changed by being written.")
        require(line.count <= SnapshotManifest.maximumBytes, "A manifest is longer than is read.")
    }

    private static func checkRegistry(_ bytes: [UInt8]) {
        guard let key = try? RegistryKey(bytes) else { return }
        require((try? RegistrySnapshot.open(bytes, with: key)) == nil, "A registry was made up.")
        guard let sealed = try? RegistrySnapshot.seal(bytes, with: key) else { return }
        require(
            (try? RegistrySnapshot.open(sealed, with: key)) == bytes,
            "A registry changed by being sealed.")
        let short = Array(sealed.dropLast())
        require((try? RegistrySnapshot.open(short, with: key)) == nil, "A cut file was taken.")
    }
}
