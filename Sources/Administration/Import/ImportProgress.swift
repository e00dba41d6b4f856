/// How far an import is.
public struct ImportProgress: Sendable {
    /// How much of the file was read, in bytes.
    public let readBytes: Int
    /// How long the file is, in bytes; 0 for a pipe.
    public let totalBytes: Int
    /// How many records are in.
    public let records: Int
}
