internal import JSON
internal import Privacy

/// Brings a batch of records into a shop: whole, or up to the first that is not as it should be.
struct ImportRecords: Operation {
    /// How far it came.
    struct Outcome: ControlMessage {
        /// What was done.
        var tally = ImportTally()
        /// The record at which it stopped; nil: it did not.
        var stop: Stop?
        /// Whether other callers' changes of the shop waited for these.
        var othersWait = false
    }

    /// A record that is not as it should be.
    struct Stop: Sendable, Equatable {
        /// Which of the batch, counted from 0.
        let index: Int
        /// What is wrong with it.
        let message: String
    }

    static let name = "import-batch"

    let shop: String
    let records: [FeedRecord]
    let skipsInvalid: Bool
    /// Where the batch stands in its import.
    var place: ImportPlace

    /// What there is to apply, and what comes of it if it is applied.
    private struct Reading {
        var outcome = Outcome()
        var changes: [Change] = []
        /// What the shop collected when it was read.
        let collected: DataKinds
    }

    /// Reads the records while the batch before is written, and applies them after it is in.
    func perform(
        by administration: LocalAdministration
    ) async throws(AdministrationError) -> Outcome {
        try await administration.imports.perform(at: place) { () throws(AdministrationError) in
            read(for: try administration.shop(shop))
        } _: { reading async throws(AdministrationError) in
            var reading = reading
            let shop = try administration.shop(shop)
            if shop.settings.collected != reading.collected { reading = read(for: shop) }
            let applied = try await administration.apply(reading.changes, in: shop)
            reading.outcome.tally.countSuppressed(applied.suppressed.count)
            reading.outcome.othersWait = applied.othersWait
            return (reading.outcome, isIn: reading.outcome.stop == nil)
        }
    }

    private func read(for shop: Shop) -> Reading {
        var door = Door(collecting: shop.settings.collected)
        var reading = Reading(collected: shop.settings.collected)
        for (index, record) in records.enumerated() {
            do throws(RecordFault) {
                let count = reading.changes.count
                for change in try record.changes() {
                    if let admitted = door.admit(change) { reading.changes.append(admitted) }
                }
                reading.outcome.tally.count(
                    record.table, hasEffect: reading.changes.count > count)
            } catch {
                guard skipsInvalid else {
                    reading.outcome.stop = Stop(index: index, message: error.message)
                    break
                }
                reading.outcome.tally.countInvalid()
            }
        }
        reading.outcome.tally.noteIgnored(door.ignored.names)
        return reading
    }
}
