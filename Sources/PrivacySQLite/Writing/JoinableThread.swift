internal import CLinux
internal import Glibc

/// A plain thread of the system (pthreads(7)), for what blocks: no executor's thread may wait for a
/// disk.
enum JoinableThread {
    private final class Body {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Starts a thread that runs `body`; to be joined with `pthread_join`.
    ///
    /// - Parameter name: What the system's listings call it, of at most 15 characters.
    static func start(
        named name: String, _ body: @escaping @Sendable () -> Void
    ) -> pthread_t {
        var thread = pthread_t()
        let context = unsafe Unmanaged.passRetained(Body(body)).toOpaque()
        let failure = unsafe pthread_create(
            &thread, nil,
            { context in
                guard let context = unsafe context else { return nil }
                unsafe Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, context)
        precondition(failure == 0, "a thread could not be started: \(failure)")
        unsafe pthread_setname_np(thread, name)
        return thread
    }
}
