internal import Glibc
internal import PrivacySQLite

/// What a command works with for as long as it runs: the data themselves when nobody else has
/// them, else the process that has.
public final class Session: Sendable {
    /// How long another command may keep the folder before this one gives up: most take
    /// milliseconds, an import takes minutes and had better be waited for by a person.
    private static let patienceSeconds = 10
    /// Between two looks; there is no event for "locked by nobody or listened on by somebody".
    private static let lookMicroseconds: UInt32 = 20_000

    /// Does what the command wishes.
    public let administration: any Administration
    private let store: SQLiteStore?
    private let lock: FolderLock?

    /// Opens a data folder.
    ///
    /// Refuses a folder that is not there, and one that another command keeps for too long.
    ///
    /// - Parameters:
    ///   - path: The data folder.
    ///   - isMade: Whether to make the folder when it is not there.
    public init(dataFolder path: String, isMade: Bool = false) throws(AdministrationError) {
        let folder = try DataFolder(path: path, isMade: isMade)
        guard isMade || folder.holdsData else { throw folder.isEmpty }
        let owner = try Self.owner(of: folder)
        switch owner {
        case .here(let lock):
            let store = try SQLiteStore.open(in: folder)
            administration = LocalAdministration(store: store, clock: SystemClock.seconds)
            self.store = store
            self.lock = lock
        case .elsewhere:
            administration = RemoteAdministration(folder: folder)
            store = nil
            lock = nil
        }
    }

    /// Writes out what is queued and gives the folder back; blocks until then.
    public func close() { store?.close() }

    private enum Owner {
        case here(FolderLock)
        case elsewhere
    }

    private static func owner(of folder: DataFolder) throws(AdministrationError) -> Owner {
        let looks = patienceSeconds * 1_000_000 / Int(lookMicroseconds)
        for _ in 0..<looks {
            if let lock = try FolderLock.take(of: folder) { return .here(lock) }
            if try UnixSocket.isListenedOn(folder.controlPath) { return .elsewhere }
            usleep(lookMicroseconds)
        }
        throw AdministrationError(
            .locked, "another oblio command works on \(folder.path): try again when it is done")
    }
}
