/// How a snapshot is laid out as a gzip file (RFC 1952) of one member.
///
/// gzip's own checksum is of the content, so a few bits of a file may change unseen: fields of the
/// header, the padding of blocks. The header therefore has, in its field for extensions, the SHA-256
/// of all bytes behind it, and nothing else in it is free. Other programs pass that field over.
enum GzipLayout {
    /// The header up to the hash.
    ///
    /// Deflate, with an extra field (RFC 1952 §2.3.1), no time, from Unix; the field has 36 bytes, of
    /// which one subfield "Ob" of 32 bytes.
    static let headerStart: [UInt8] =
        [0x1F, 0x8B, 8, 4, 0, 0, 0, 0, 0, 3, 36, 0] + Array("Ob".utf8) + [32, 0]
    /// The length of the hash in bytes.
    static let hashBytes = 32
    /// The length of the header in bytes.
    static let headerBytes = headerStart.count + hashBytes
    /// The length of the checksum and the size that end the file (RFC 1952 §2.3.1).
    static let trailerBytes = 8
    /// What is read or written at once: the memory that a file of any size takes.
    static let bufferBytes = 64 * 1024

    /// The end of the file: the CRC of the content and its size, of which 32 bits are kept.
    static func trailer(checksum: UInt32, count: UInt32) -> [UInt8] {
        [checksum, count].flatMap { number in
            (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * UInt32($0))) }
        }
    }
}
