extension Connection {
    /// Zeroes, in the database file, the free pages that are not, and returns how many those were.
    ///
    /// `secure_delete` zeroes a page as it becomes free. But SQLite keeps no copy of a free page that
    /// a transaction takes into use, for its content does not matter: when that is rolled back to a
    /// savepoint, or when a backup was given the page before, what was undone stays in it.
    ///
    /// It writes past SQLite. The write-ahead log has to be empty, and nobody may read or write the
    /// file until it is done; this connection must have no transaction open. It refuses (`.corrupt`)
    /// a list of free pages that cannot be one.
    public func zeroFreePages() throws(SQLiteError) -> Int {
        var start = [UInt8](repeating: 0, count: DatabaseHeader.sizeBytes)
        var span = start.mutableSpan
        // A file without a page is not one yet.
        guard try readFile(.main, at: 0, into: &span) == start.count else { return 0 }
        guard let header = DatabaseHeader(start.span), header.pageSizeBytes > 0 else {
            throw Self.brokenFreeList
        }
        var cleaning = FreePageCleaning(connection: self, header: header)
        var trunk = header.firstTrunk
        while trunk != 0 { trunk = try cleaning.clean(trunk: trunk) }
        return cleaning.cleaned
    }

    static let brokenFreeList = SQLiteError(
        code: .corrupt, message: "The list of free pages is damaged")
}

/// The walk through the free pages of one file.
private struct FreePageCleaning {
    /// How many pages held something.
    private(set) var cleaned = 0
    private let connection: Connection
    private var page: [UInt8]
    private var pagesLeft: Int

    init(connection: Connection, header: DatabaseHeader) {
        self.connection = connection
        page = [UInt8](repeating: 0, count: header.pageSizeBytes)
        pagesLeft = header.freePages
    }

    /// Cleans a trunk and its leaves, and returns the next trunk's number.
    mutating func clean(trunk number: Int) throws(SQLiteError) -> Int {
        try read(number)
        guard let trunk = FreeListTrunk(page.span) else { throw Connection.brokenFreeList }
        try zero(from: trunk.endOfList, of: number)
        for leaf in trunk.leaves {
            try read(leaf)
            try zero(from: 0, of: leaf)
        }
        return trunk.next
    }

    private mutating func read(_ number: Int) throws(SQLiteError) {
        // No page is there twice, or a damaged list could go round in a circle.
        pagesLeft -= 1
        guard number > 1, pagesLeft >= 0 else { throw Connection.brokenFreeList }
        let (connection, offset) = (connection, offset(of: number))
        var span = page.mutableSpan
        let count = try connection.readFile(.main, at: offset, into: &span)
        guard count == page.count else { throw Connection.brokenFreeList }
    }

    private mutating func zero(from start: Int, of number: Int) throws(SQLiteError) {
        guard page[start...].contains(where: { $0 != 0 }) else { return }
        for index in start..<page.count { page[index] = 0 }
        try connection.writeFile(page.span, at: offset(of: number))
        cleaned += 1
    }

    private func offset(of number: Int) -> Int64 {
        Int64(number - 1) * Int64(page.count)
    }
}
