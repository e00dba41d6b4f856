/// What is known of the mapping that SQLite has of one open file.
struct KeptMapping {
    /// A mapping may miss that part of the file at its end, what has come since: 1/64.
    private static let growthShift: Int64 = 6

    /// How long the file was when it was mapped; 0: that is not known, or it is not mapped.
    var sizeBytes: Int64 = 0
    /// How many pages of all mappings the guard had replaced before.
    var replacedPages = 0

    /// Whether the mapping still shows a file of that size.
    ///
    /// It shows what others write into the file, and what is beyond its end SQLite reads without it.
    func isGood(forFileOf sizeBytes: Int64, replacedPages: Int) -> Bool {
        self.sizeBytes > 0 && self.replacedPages == replacedPages
            && sizeBytes >= self.sizeBytes
            && sizeBytes - self.sizeBytes <= self.sizeBytes >> Self.growthShift
    }
}
