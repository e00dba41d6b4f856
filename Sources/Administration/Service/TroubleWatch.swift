internal import PrivacySQLite
internal import Synchronization

/// Looks every few seconds whether something is wrong, and tells of what has changed.
final class TroubleWatch: Sendable {
    private static let interval = Duration.seconds(10)

    private let task = Mutex<Task<Void, Never>?>(nil)

    /// Looks from now on, until ``stop()``.
    func start(_ store: SQLiteStore, _ tell: @escaping @Sendable (String, Bool) -> Void) {
        let looking = Task.detached {
            var known: Set<String> = []
            while !Task.isCancelled {
                var troubles = Set(store.notices)
                if let reason = await store.unavailability() { troubles.insert(reason) }
                for words in troubles.subtracting(known).sorted() { tell(words, false) }
                for words in known.subtracting(troubles).sorted() { tell(words, true) }
                known = troubles
                try? await Task.sleep(for: Self.interval)
            }
        }
        task.withLock { $0 = looking }
    }

    /// Ends the looking; returns when nobody is told any more.
    func stop() async {
        let looking = task.withLock { task in
            defer { task = nil }
            return task
        }
        looking?.cancel()
        await looking?.value
    }
}
