import SQLite

extension Connection {
    /// Makes a whole backup.
    func copy(to target: Connection, pagesPerStep: Int32 = -1) throws {
        var backup = try Backup(from: self, to: target)
        while try !backup.step(pages: pagesPerStep) {}
        try backup.finish()
    }
}
