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
    }

    /// A record that is not as it should be.
    struct Stop: Sendable, Equatable {
        /// Which of the batch, counted from 0.
        let index: Int
        /// What is wrong with it.
        let message: String
    }

    static let name = "import-records"

    let shop: String
    let records: [FeedRecord]
    let skipsInvalid: Bool
    private var changes: [Result<[Change], RecordFault>]?

    /// A batch for the shop with that public key.
    init(shop: String, records: [FeedRecord], skipsInvalid: Bool) {
        self.shop = shop
        self.records = records
        self.skipsInvalid = skipsInvalid
    }

    /// Reads from the records what they change, if that is wanted before ``perform(by:)`` does it: while
    /// another batch is written.
    mutating func read() { changes = Self.changes(of: records) }

    private static func changes(of records: [FeedRecord]) -> [Result<[Change], RecordFault>] {
        records.map { record in
            Result { () throws(RecordFault) in try record.changes() }
        }
    }

    func perform(
        by administration: LocalAdministration
    ) async throws(AdministrationError) -> Outcome {
        let shop = try administration.shop(shop)
        var door = Door(collecting: shop.settings.collected)
        let changes = changes ?? Self.changes(of: records)
        var outcome = Outcome()
        var admitted: [Change] = []
        for (index, record) in records.enumerated() {
            do throws(RecordFault) {
                let changes = try changes[index].get().compactMap { door.admit($0) }
                outcome.tally.count(record.table, hasEffect: !changes.isEmpty)
                admitted += changes
            } catch {
                guard skipsInvalid else {
                    outcome.stop = Stop(index: index, message: error.message)
                    break
                }
                outcome.tally.countInvalid()
            }
        }
        outcome.tally.noteIgnored(door.ignored.names)
        let applied = try await administration.apply(admitted, in: shop)
        outcome.tally.countSuppressed(applied.suppressed.count)
        return outcome
    }
}
