internal import CLinux

/// From how many pieces of memory the process's threads are served.
enum MemoryArenas {
    /// glibc gives each thread one of its own, eight a core: what one frees no other uses, and two dozen
    /// threads that open and close shops leave a third more memory behind.
    private static let most: Int32 = 4

    /// Limits them; to be called before other threads are started.
    ///
    /// See mallopt(3).
    static func limit() { _ = mallopt(M_ARENA_MAX, most) }
}
