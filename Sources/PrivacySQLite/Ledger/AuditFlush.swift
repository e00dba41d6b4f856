internal import SQLite

/// Brings counted reads into the audit chain, on the writer's thread.
struct AuditFlush {
    let counter: AuditCounter

    /// Writes what was counted; what cannot be written is counted again.
    func run(_ file: ShopFile) {
        let events = counter.take()
        guard !events.isEmpty else { return }
        do {
            try file.append(events)
        } catch {
            counter.putBack(events)
        }
    }
}
