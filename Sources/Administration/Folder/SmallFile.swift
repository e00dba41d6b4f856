internal import Glibc

/// A file of settings or a key, which is read whole.
public enum SmallFile {
    /// Far more than any key or configuration has.
    private static let maximumBytes = 64 * 1024

    /// What the file holds; refuses one that is too long.
    public static func bytes(at path: String) throws(AdministrationError) -> [UInt8] {
        let file = try Descriptor(opening: path, O_RDONLY)
        var bytes: [UInt8] = []
        while true {
            let chunk = try file.read(upTo: maximumBytes)
            if chunk.isEmpty { break }
            bytes += chunk
            guard bytes.count <= maximumBytes else {
                throw AdministrationError(.usage, "\(path) is too long")
            }
        }
        return bytes
    }

    /// The text that the file holds, without the space around it; refuses one that is too long.
    public static func text(at path: String) throws(AdministrationError) -> String {
        let text = String(decoding: try bytes(at: path), as: UTF8.self)
        let start = text.drop { $0.isWhitespace }
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
    }
}
