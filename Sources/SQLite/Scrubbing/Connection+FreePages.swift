extension Connection {
    /// Zeroes, in the database file, the free pages that are not, and returns how many those were.
    ///
    /// `secure_delete` zeroes a page as it becomes free. But SQLite keeps no copy of a free page that
    /// a transaction takes into use, for its content does not matter: when that is rolled back to a
    /// savepoint, or when a backup was given the page before, what was undone stays in it.
    ///
    /// It writes past SQLite. The write-ahead log has to be empty, and nobody may write the file until
    /// it is done; this connection must have no transaction open. Others may read: what stands in a
    /// free page is never read, and in those that list others it leaves the list. An end of the process
    /// does no harm: what stands in a free page does not matter. It refuses (`.corrupt`) a list of
    /// free pages that cannot be one.
    public func zeroFreePages() throws(SQLiteError) -> Int {
        var cleaned = 0
        try forEachUncleanFreePage { (page, offset) throws(SQLiteError) in
            try writeFile(.main, page.span, at: offset)
            cleaned += 1
            return true
        }
        return cleaned
    }

    /// Whether there are any that ``zeroFreePages()`` would zero.
    public func hasUncleanFreePages() throws(SQLiteError) -> Bool {
        var isFound = false
        try forEachUncleanFreePage { (_, _) throws(SQLiteError) in
            isFound = true
            return false
        }
        return isFound
    }

    /// Gives each free page that is not zero, as it should be, until `body` returns false.
    private func forEachUncleanFreePage(
        _ body: (_ cleaned: [UInt8], _ offset: Int64) throws(SQLiteError) -> Bool
    ) throws(SQLiteError) {
        // A file without a page is not one yet.
        guard try sizeBytes(of: .main) > 0 else { return }
        let free = try FreePages(of: self)
        guard free.isWhole else {
            throw SQLiteError(code: .corrupt, message: "The list of free pages is damaged")
        }
        var page = [UInt8](repeating: 0, count: free.pageSizeBytes)
        for number in free.pages.numbers {
            let offset = Int64(number - 1) * Int64(page.count)
            var buffer = page.mutableSpan
            guard try readFile(.main, at: offset, into: &buffer) == page.count else { continue }
            let start = free.trunkLiveBytes(number) ?? 0
            guard !isZero(page.span.extracting(start...)) else { continue }
            for index in start..<page.count { page[index] = 0 }
            guard try body(page, offset) else { return }
        }
    }

    /// By words, since nearly all pages are zero.
    private func isZero(_ bytes: Span<UInt8>) -> Bool {
        unsafe bytes.withUnsafeBytes { bytes in
            let whole = bytes.count & ~7
            for offset in stride(from: 0, to: whole, by: 8)
            where unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self) != 0 {
                return false
            }
            for offset in whole..<bytes.count where unsafe bytes[offset] != 0 { return false }
            return true
        }
    }
}
