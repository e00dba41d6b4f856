import CLinux

/// Brings the pages of a mapped file near before SQLite reads them.
///
/// A report looks at some fifteen leaves, of which the processor's caches hold nothing. SQLite comes by the lines
/// of such a page one after the other, as it halves the way to a row, and waits for memory each time; asked
/// for together, they come together. An `info` takes a tenth less time.
enum PagePrefetch {
    /// Asks for a page.
    @inline(__always)
    static func ask(for page: UnsafeRawPointer, byteCount: Int32) {
        unsafe oblio_prefetch(page, Int(byteCount))
    }
}
