internal import Synchronization

/// The batches of imports that are under way, so that one can be read while the one before it is
/// written, and is applied only after that came in.
///
/// A batch stands here from its beginning to its end and no longer. One that comes after another has
/// to find it here, and waits for it; when it is not here (it has ended, or was never begun), or
/// does not come in, nothing is done. So whoever asks may send a batch before the one before it is
/// answered, and never has one applied after one that failed.
final class ImportTurns: Sendable {
    private let turns = Mutex<[ImportPlace.Number: ImportTurn]>([:])

    /// Runs `body` when it is its turn; it gives back whether the batch came in whole.
    ///
    /// - Parameters:
    ///   - place: Which batch it is.
    ///   - prepare: What can be done before.
    func perform<Prepared, Outcome>(
        at place: ImportPlace, prepare: () throws(AdministrationError) -> Prepared,
        _ body: (Prepared) async throws(AdministrationError) -> (outcome: Outcome, isIn: Bool)
    ) async throws(AdministrationError) -> Outcome {
        let (turn, former) = try begin(place)
        let result: Result<(outcome: Outcome, isIn: Bool), AdministrationError>
        do throws(AdministrationError) {
            let prepared = try prepare()
            if let former, await !former.isIn { throw Self.outOfTurn }
            result = .success(try await body(prepared))
        } catch {
            result = .failure(error)
        }
        if case .success(let done) = result {
            end(place, turn, isIn: done.isIn)
        } else {
            end(place, turn, isIn: false)
        }
        // The batch that waits begins, and then this one is answered.
        await Task.yield()
        return try result.get().outcome
    }

    /// Puts a batch here, and takes away the one before it: nobody else can come after that.
    private func begin(
        _ place: ImportPlace
    ) throws(AdministrationError) -> (turn: ImportTurn, former: ImportTurn?) {
        let turn = ImportTurn()
        let former: ImportTurn?? = turns.withLock { turns in
            guard turns[place.number] == nil else { return nil }
            guard let after = place.after else {
                turns[place.number] = turn
                return .some(nil)
            }
            guard let former = turns.removeValue(forKey: after) else { return nil }
            turns[place.number] = turn
            return former
        }
        guard let former else { throw Self.outOfTurn }
        return (turn, former)
    }

    private func end(_ place: ImportPlace, _ turn: ImportTurn, isIn: Bool) {
        turns.withLock { turns in
            if turns[place.number] === turn { turns[place.number] = nil }
        }
        turn.end(isIn: isIn)
    }

    private static let outOfTurn = AdministrationError(
        .outOfTurn, "the batch of records that this one comes after is not under way")
}
