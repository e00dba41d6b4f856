import SQLite

/// The bytes of a database file that belong to nothing and are not zero.
struct DeadBytesOfFile {
    let count: Int

    init(_ path: String) throws {
        let connection = try Connection(path: path, access: .readWrite)
        connection.setCheckpointOnClose(false)
        _ = try connection.pragma("user_version")
        let free = try FreePages(of: connection)
        var page = [UInt8](repeating: 0, count: free.pageSizeBytes)
        var total = 0
        for number in 0..<Int64(free.pageCount) {
            var buffer = page.mutableSpan
            _ = try connection.readFile(
                .main, at: number * Int64(free.pageSizeBytes), into: &buffer)
            for range in PageAnatomy(of: page.span, isFirst: number == 0).deadRanges {
                total += page[range].count { $0 != 0 }
            }
        }
        count = total
    }
}
