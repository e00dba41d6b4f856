import Glibc

/// The pages of a file in which its schema stands, to be compared with another's.
///
/// What a connection has parsed and prepared of one file holds for another if they are the same to the
/// byte: the same tables and indexes in the same pages. Files that were made by the same migrations are.
@safe public struct SchemaPages: Sendable {
    /// What of the header has to be the same: page size and format; the schema's number and format;
    /// encoding, `user_version`, `application_id`.
    private static let headerParts = [16..<24, 40..<48, 52..<72]

    private struct Page {
        let offset: Int
        let bytes: [UInt8]
    }

    /// The file's `user_version`.
    public let userVersion: Int64
    /// The file's `application_id`.
    public let applicationID: Int64
    private let parts: [Page]

    /// Reads them from a file; nil when the schema is larger than is looked at here.
    public init?(of file: StillFile) {
        let bytes = unsafe file.mapped
        guard bytes.count >= DatabaseHeader.sizeBytes,
            let pageSize = unsafe DatabaseHeader(
                Array(bytes[..<DatabaseHeader.sizeBytes]).span)?.pageSizeBytes,
            PageSize.isValid(pageSize), bytes.count >= pageSize
        else { return nil }
        let first = unsafe Array(bytes[..<pageSize])
        userVersion = Int64(Int32(bitPattern: first.span.bigEndian32(at: 60)))
        applicationID = Int64(Int32(bitPattern: first.span.bigEndian32(at: 68)))
        var parts = Self.headerParts.map { Page(offset: $0.lowerBound, bytes: Array(first[$0])) }
        parts.append(
            Page(
                offset: DatabaseHeader.sizeBytes,
                bytes: Array(first[DatabaseHeader.sizeBytes...])))
        guard let children = Self.children(of: first.span) else { return nil }
        for child in children {
            let start = (child - 1) * pageSize
            guard child > 1, start + pageSize <= bytes.count else { return nil }
            let page = unsafe Array(bytes[start..<start + pageSize])
            guard Self.isWholeLeaf(page.span, headerAt: 0) else { return nil }
            parts.append(Page(offset: start, bytes: page))
        }
        self.parts = parts
    }

    /// Whether they are the same in another file.
    public func areThose(of file: StillFile) -> Bool {
        let bytes = unsafe file.mapped
        return parts.allSatisfy { part in
            let range = part.offset..<part.offset + part.bytes.count
            guard range.upperBound <= bytes.count else { return false }
            return unsafe part.bytes.withUnsafeBytes { part in
                guard let ours = part.baseAddress, let theirs = bytes.baseAddress
                else { return false }
                return unsafe memcmp(ours, theirs + range.lowerBound, part.count) == 0
            }
        }
    }

    /// The pages below the first; nil: they are not leaves.
    private static func children(of first: Span<UInt8>) -> [Int]? {
        let header = DatabaseHeader.sizeBytes
        if first[header] == BTreePageKind.tableLeaf.rawValue {
            return isWholeLeaf(first, headerAt: header) ? [] : nil
        }
        guard first[header] == BTreePageKind.tableInterior.rawValue else { return nil }
        let count = first.bigEndian16(at: header + 3)
        let pointers = header + 12
        guard pointers + 2 * count <= first.count else { return nil }
        var children = [Int(first.bigEndian32(at: header + 8))]
        for index in 0..<count {
            let cell = first.bigEndian16(at: pointers + 2 * index)
            guard cell + 4 <= first.count else { return nil }
            children.append(Int(first.bigEndian32(at: cell)))
        }
        return children
    }

    /// Whether all of its rows stand in the page itself, and none goes on in another.
    private static func isWholeLeaf(_ page: Span<UInt8>, headerAt header: Int) -> Bool {
        guard page[header] == BTreePageKind.tableLeaf.rawValue else { return false }
        let pointers = header + 8
        let count = page.bigEndian16(at: header + 3)
        guard pointers + 2 * count <= page.count else { return false }
        for index in 0..<count {
            let cell = page.bigEndian16(at: pointers + 2 * index)
            guard cell + 2 <= page.count else { return false }
            // The length of the row, of which two bytes tell less than 16,384.
            let isLong = page[cell] >= 0x80
            guard !isLong || page[cell + 1] < 0x80 else { return false }
            let length =
                isLong
                ? Int(page[cell] & 0x7F) << 7 | Int(page[cell + 1]) : Int(page[cell])
            // More goes on in a page of its own; see https://www.sqlite.org/fileformat2.html, 1.6.
            guard length <= page.count - 35 else { return false }
        }
        return true
    }
}
