import Glibc
import Synchronization

/// Keeps the process alive when a page of a mapped file cannot be read.
///
/// A file that is cut by somebody else, or a disk that fails under it, answers a read of the mapping
/// by `SIGBUS`, which ends the process and with it the service of every other file. Here the page
/// is replaced by one of zeros: no page of a database looks like that, so SQLite reports the file
/// as damaged to the one call that wanted it, as it does without a mapping.
/// See <https://www.sqlite.org/mmap.html> and sigaction(2).
enum MappingGuard {
    /// Takes the signal, once for the process.
    static let installation: Bool = install()

    /// How many pages were replaced so far, of all mappings: one that was made before the last of them
    /// may show zeros that the file does not hold.
    static var replacedPages: Int { replaced.load(ordering: .acquiring) }

    private static let replaced = Atomic<Int>(0)

    private static func install() -> Bool {
        // Makes the counter: a signal handler may not.
        _ = replacedPages
        var action = sigaction()
        action.sa_flags = SA_SIGINFO
        unsafe sigemptyset(&action.sa_mask)
        unsafe action.__sigaction_handler.sa_sigaction = { signal, info, _ in
            let missing = Int32(2)  // BUS_ADRERR, which Glibc's module map leaves out
            if let info = unsafe info, unsafe info.pointee.si_code == missing,
                unsafe MappingGuard.replacePage(at: info.pointee._sifields._sigfault.si_addr)
            {
                return
            }
            // Nothing that can be mended: the instruction is tried again, and ends the process.
            Glibc.signal(signal, SIG_DFL)
        }
        return unsafe sigaction(SIGBUS, &action, nil) == 0
    }

    /// Maps zeros over the page of an address; only what may be called in a signal handler.
    private static func replacePage(at address: UnsafeMutableRawPointer?) -> Bool {
        let size = UInt(getpagesize())
        let start = UInt(bitPattern: address) & ~(size - 1)
        let page = unsafe mmap(
            UnsafeMutableRawPointer(bitPattern: start), Int(size), PROT_READ,
            MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0)
        replaced.add(1, ordering: .releasing)
        return unsafe page != MAP_FAILED
    }
}
