internal import CLinux
internal import Glibc

/// A program that runs beside this one, with what a successor would get; standard output is thrown
/// away.
struct ChildProcess {
    private let id: pid_t

    init(_ arguments: [String], handover: HandedService) throws(AdministrationError) {
        let file = try handover.file()
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe _ = posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        // Onto themselves: so they stay open there, and there alone.
        for number in handover.descriptors + [file.number] {
            unsafe posix_spawn_file_actions_adddup2(&actions, number, number)
        }
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe _ = posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        unsafe sigemptyset(&none)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        let texts = CStrings(arguments)
        let environment = CStrings.environment(
            adding: "\(ServiceHandover.variable)=\(file.number)")
        var id: pid_t = 0
        guard let program = unsafe texts.first else {
            throw AdministrationError(.failed, "the name of this program is not known")
        }
        let failure = unsafe posix_spawnp(
            &id, program, &actions, &attributes, texts.pointer, environment.pointer)
        guard failure == 0 else {
            throw AdministrationError("cannot start \(arguments[0])", errno: failure)
        }
        self.id = id
    }

    /// Whether it ended well; nil while it runs.
    func outcome() -> Bool? {
        var status: Int32 = 0
        let ended = unsafe waitpid(id, &status, WNOHANG)
        return ended == 0 ? nil : ended == id && status == 0
    }

    /// Ends it at once.
    func kill() {
        _ = Glibc.kill(id, SIGKILL)
        var status: Int32 = 0
        _ = unsafe waitpid(id, &status, 0)
    }
}
