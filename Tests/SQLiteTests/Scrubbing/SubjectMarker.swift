import Glibc
import SQLite

/// Bytes that stand for one subject and are found again wherever they are left: `~00000012;`.
struct SubjectMarker: Hashable {
    let number: Int

    private static let start = UInt8(ascii: "~")
    private static let end = UInt8(ascii: ";")
    private static let digits = 8

    var text: String {
        let digits = String(number)
        return "~" + String(repeating: "0", count: Self.digits - digits.count) + digits + ";"
    }

    /// All whose bytes stand in one of the files a connection has open.
    static func found(in file: DatabaseFile, of connection: Connection) throws -> Set<Self> {
        let size = try connection.sizeBytes(of: file)
        var bytes = [UInt8](repeating: 0, count: Int(size))
        var span = bytes.mutableSpan
        let filled = try connection.readFile(file, at: 0, into: &span)
        return found(in: bytes.prefix(filled))
    }

    static func found(in bytes: ArraySlice<UInt8>) -> Set<Self> {
        var markers: Set<Self> = []
        var rest = bytes
        while let start = position(in: rest) {
            rest = rest[(start + 1)...]
            let digits = String(decoding: rest.prefix(Self.digits), as: UTF8.self)
            guard rest.dropFirst(Self.digits).first == end, let number = Int(digits) else {
                continue
            }
            markers.insert(Self(number: number))
        }
        return markers
    }

    private static func position(in bytes: ArraySlice<UInt8>) -> Int? {
        unsafe bytes.withUnsafeBytes { area in
            guard let first = area.baseAddress,
                let hit = unsafe memchr(first, Int32(start), area.count)
            else { return nil }
            return unsafe bytes.startIndex + (UnsafeRawPointer(hit) - first)
        }
    }
}
