internal import Privacy

/// Small files, read and written whole.
extension OpenFile {
    private static let chunkBytes = 64 * 1024

    /// What a file holds.
    static func contents(of path: String) throws(PrivacyError) -> [UInt8] {
        let file = try OpenFile(reading: path)
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: chunkBytes)
        while true {
            let count = try file.read(into: &chunk)
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
    }

    /// Makes a file of these bytes; on disk when this returns.
    static func write(_ bytes: [UInt8], to path: String) throws(PrivacyError) {
        let file = try OpenFile(creating: path)
        try file.write(bytes.span)
        try file.sync()
    }
}
