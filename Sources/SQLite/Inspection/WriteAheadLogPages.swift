/// Which pages stand in a write-ahead log.
///
/// Every frame counts, also one that is left from before the log was begun anew: its bytes are on
/// the disk all the same. See <https://www.sqlite.org/fileformat2.html#wal_file_format>.
public struct WriteAheadLogPages: Sendable {
    /// The size of the log, with the zeros where it was overwritten.
    public let sizeBytes: Int64
    /// The pages of which a copy stands in it.
    public private(set) var pages = PageSet()

    /// What stands before the first frame.
    public static let headerBytes = 32
    /// What stands before the page in each frame.
    public static let frameHeaderBytes = 24

    /// Reads the number before each page; `.misuse` when the connection has not opened the log.
    public init(of connection: Connection, pageSizeBytes: Int) throws(SQLiteError) {
        sizeBytes = try connection.sizeBytes(of: .writeAheadLog)
        var number = [UInt8](repeating: 0, count: 4)
        var offset = Int64(Self.headerBytes)
        while offset < sizeBytes {
            var buffer = number.mutableSpan
            guard try connection.readFile(.writeAheadLog, at: offset, into: &buffer) == 4 else {
                return
            }
            pages.insert(number.span.bigEndian32(at: 0))
            offset += Int64(Self.frameHeaderBytes + pageSizeBytes)
        }
    }
}
