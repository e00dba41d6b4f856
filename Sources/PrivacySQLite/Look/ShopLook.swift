internal import Privacy
internal import SQLite
internal import Synchronization

/// One look at all files of a shop for what is left of those who were forgotten: one for all forgets
/// since the last.
///
/// It goes on in slices on the writer's thread, between which calls are served; nobody writes or
/// checkpoints during a slice. Its first slice empties the log, so that all of the forgotten stood
/// in the file if they stood anywhere; what comes into the log later is of others.
final class ShopLook: Sendable {
    /// How long a slice takes: what it adds to the wait of a write.
    private static let sliceDuration = Duration.milliseconds(3)

    private struct State {
        var search: LookSearch?
        var position = LookPosition.begin
        var finding = LookFinding()
    }

    private let state = Mutex(State())
    /// Whether it is a look for proof alone: nothing is searched for but dead bytes that are not zero.
    private let isForProof: Bool

    init(isForProof: Bool = false) { self.isForProof = isForProof }

    /// What was found so far.
    var finding: LookFinding { state.withLock { $0.finding } }

    /// How far it is.
    var progress: MaintenanceProgress {
        state.withLock { state in
            MaintenanceProgress(
                step: "look", done: state.finding.examinedBytes, total: state.finding.totalBytes)
        }
    }

    /// Looks at some more; true: that was all.
    ///
    /// - Parameter isWaitedFor: Whether somebody waits for the writer: then the slice ends.
    func slice(
        _ file: ShopFile, isWaitedFor: () -> Bool = { false }
    ) throws -> Bool {
        FaultPoint.hit(.lookSlice)
        return try state.withLock { state in
            if state.position == .begin { try begin(&state, file) }
            guard let search = state.search else { return true }
            let deadline = ContinuousClock.now + Self.sliceDuration
            try file.readBytes { connection, hasLog in
                var reader = LookReader(file: file, connection: connection, hasLog: hasLog)
                repeat {
                    switch state.position {
                    case .page(let number):
                        state.position = try reader.lookAtPage(number, search, &state.finding)
                    case .log(let offset):
                        state.position = try reader.lookAtLog(offset, search, &state.finding)
                    case .ledger(let offset):
                        state.position = try reader.lookAtLedger(offset, search, &state.finding)
                    case .begin, .end: return
                    }
                } while ContinuousClock.now < deadline && !isWaitedFor()
            }
            return state.position == .end
        }
    }

    private func begin(_ state: inout State, _ file: ShopFile) throws {
        guard try file.emptyLogShared() || PurgeStep(file: file).retry() else {
            throw PrivacyError(.unavailable, "The write-ahead log could not be emptied yet.")
        }
        let search = isForProof ? LookSearch(file) : try LookSearch(ofForgottenIn: file)
        state.finding.lastErasure = search.lastErasure
        state.finding.totalBytes = try file.readBytes { connection, _ in
            try connection.sizeBytes(of: .main)
        }
        state.search = search
        state.position = .page(1)
    }
}
