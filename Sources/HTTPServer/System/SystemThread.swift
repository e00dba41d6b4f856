import CLinux
import Glibc

/// A thread of the operating system, with a name of its own in its listings.
final class SystemThread: Sendable {
    private let name: String
    private let body: @Sendable () -> Void

    private init(name: String, body: @escaping @Sendable () -> Void) {
        self.name = name
        self.body = body
    }

    /// Runs `body` on a new thread; nobody waits for its end.
    ///
    /// It takes no signals from elsewhere: those are for the main thread to wait for.
    static func start(
        named name: String, _ body: @escaping @Sendable () -> Void
    ) throws(SystemError) {
        let argument = unsafe Unmanaged.passRetained(SystemThread(name: name, body: body))
        var thread = pthread_t()
        let code = unsafe pthread_create(
            &thread, nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                unsafe Unmanaged<SystemThread>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            }, argument.toOpaque())
        guard code == 0 else {
            unsafe argument.release()
            throw SystemError(call: "pthread_create", code: code)
        }
        pthread_detach(thread)
    }

    private func run() {
        var signals = sigset_t()
        unsafe sigfillset(&signals)
        // What the thread itself brings about ends the process when it is blocked, though somebody
        // handles it (signal(7)): a page of a mapped file that cannot be read, above all.
        for number in [SIGBUS, SIGSEGV, SIGFPE, SIGILL] { unsafe sigdelset(&signals, number) }
        unsafe pthread_sigmask(SIG_BLOCK, &signals, nil)
        unsafe pthread_setname_np(pthread_self(), name)
        body()
    }
}
