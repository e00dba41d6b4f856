internal import Glibc

/// Runs what waits for another process (or for whoever reads a pipe) on threads of its own.
///
/// The threads of Swift's pool are as many as the cores: were one to wait, whoever needs the pool
/// would wait with it.
public final class BlockingExecutor: TaskExecutor {
    /// The only one: it has no state.
    public static let shared = BlockingExecutor()

    private final class Job {
        let job: UnownedJob
        init(_ job: UnownedJob) { self.job = job }
    }

    /// Runs a job on a thread that is started for it.
    public func enqueue(_ job: consuming ExecutorJob) {
        let argument = unsafe Unmanaged.passRetained(Job(UnownedJob(job)))
        var thread = pthread_t()
        let failure = unsafe pthread_create(
            &thread, nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                let job = unsafe Unmanaged<Job>.fromOpaque(argument).takeRetainedValue().job
                unsafe job.runSynchronously(
                    on: BlockingExecutor.shared.asUnownedTaskExecutor())
                return nil
            }, argument.toOpaque())
        precondition(failure == 0, "a thread could not be started: \(failure)")
        pthread_detach(thread)
    }
}
