internal import Administration
internal import Glibc
internal import Synchronization

/// Lines on their way to standard error: whoever logs never waits for whoever reads.
///
/// A thread apart writes them. When nobody reads, what no longer fits is dropped, and a line
/// says how many those were.
final class LogLines: Sendable {
    /// What may wait: some ten thousand lines.
    static let maximumBytes = 1024 * 1024

    private struct State {
        var waiting: [UInt8] = []
        var dropped = 0
        var isWriting = false
        var isClosed = false
    }

    private let state = Mutex(State())
    private let output: StandardStream
    private let dropped: @Sendable (Int) -> [UInt8]

    /// Lines for a stream.
    ///
    /// - Parameter dropped: The line that says how many were dropped.
    init(to output: StandardStream = .error, dropped: @escaping @Sendable (Int) -> [UInt8]) {
        self.output = output
        self.dropped = dropped
    }

    /// Takes a line, with its end.
    func append(_ line: [UInt8]) {
        let mustStart = state.withLock { state in
            guard !state.isClosed else { return false }
            guard state.waiting.count + line.count <= Self.maximumBytes else {
                state.dropped += 1
                return false
            }
            state.waiting += line
            defer { state.isWriting = true }
            return !state.isWriting
        }
        guard mustStart else { return }
        Task.detached(executorPreference: BlockingExecutor.shared) { self.write() }
    }

    /// Takes no more, and waits until all is written.
    func close() {
        state.withLock { $0.isClosed = true }
        flush()
    }

    /// Waits until all is written, but for a second at most.
    func flush() {
        for _ in 0..<200 where state.withLock({ $0.isWriting }) { usleep(5_000) }
    }

    private func write() {
        while true {
            let (bytes, count) = state.withLock { state in
                defer {
                    state.isWriting = !state.waiting.isEmpty
                    state.waiting = []
                    state.dropped = 0
                }
                return (state.waiting, state.dropped)
            }
            if bytes.isEmpty { return }
            output.write(bytes)
            if count > 0 { output.write(dropped(count)) }
        }
    }
}
