extension Connection {
    /// Zeroes, in the database file, the free pages that are not, and returns how many those were.
    ///
    /// `secure_delete` zeroes a page as it becomes free. But SQLite keeps no copy of a free page that
    /// a transaction takes into use, for its content does not matter: when that is rolled back to a
    /// savepoint, or when a backup was given the page before, what was undone stays in it.
    ///
    /// It writes past SQLite. The write-ahead log has to be empty, and nobody may read or write the
    /// file until it is done; this connection must have no transaction open. An end of the process
    /// does no harm: what stands in a free page does not matter. It refuses (`.corrupt`) a list of
    /// free pages that cannot be one.
    public func zeroFreePages() throws(SQLiteError) -> Int {
        // A file without a page is not one yet.
        guard try sizeBytes(of: .main) > 0 else { return 0 }
        let free = try FreePages(of: self)
        guard free.isWhole else {
            throw SQLiteError(code: .corrupt, message: "The list of free pages is damaged")
        }
        var page = [UInt8](repeating: 0, count: free.pageSizeBytes)
        var cleaned = 0
        for number in free.pages.numbers {
            let offset = Int64(number - 1) * Int64(page.count)
            var buffer = page.mutableSpan
            guard try readFile(.main, at: offset, into: &buffer) == page.count else { continue }
            let start = free.trunkLiveBytes(number) ?? 0
            guard page[start...].contains(where: { $0 != 0 }) else { continue }
            for index in start..<page.count { page[index] = 0 }
            try writeFile(page.span, at: offset)
            cleaned += 1
        }
        return cleaned
    }
}
