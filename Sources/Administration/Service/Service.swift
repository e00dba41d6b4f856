internal import Glibc
internal import HTTPServer
internal import PrivacyAPI
internal import PrivacySQLite

/// The service: one data folder, served to the shops by HTTP and to the operator's commands by the
/// control socket.
public final class Service: Sendable {
    /// How long a running request may take after the service was asked to stop; a proxy in front
    /// has given up by then.
    static let graceSeconds = 10.0

    /// Where it listens, as `http://HOST:PORT`.
    public let url: String
    /// Administration of the same data.
    public let administration: any Administration

    let folder: DataFolder
    let lock: FolderLock
    let store: SQLiteStore
    let server: Server
    let control: Server
    let work = LongWork()
    let watch = TroubleWatch()

    /// Takes the data folder, made when it is not there, and starts to serve it.
    ///
    /// Refuses a folder that another process has, and an address that is in use.
    ///
    /// - Parameters:
    ///   - events: Whom to tell of what happens.
    ///   - handover: What another service left, to go on in its place; of its sockets those are closed
    ///     that do not fit the settings.
    public init(
        _ settings: ServiceSettings, dataFolder path: String,
        events: ServiceEvents = ServiceEvents(), adopting handover: ServiceHandover? = nil
    ) throws(AdministrationError) {
        let left = handover?.take()
        let owned = try OwnedFolder(path: path, adopting: left)
        folder = owned.folder
        lock = owned.lock
        store = try SQLiteStore.open(
            in: folder, readers: settings.threads,
            purgeBackupsWithinHours: settings.purgeBackupsWithinHours)
        let local = LocalAdministration(store: store, clock: SystemClock.seconds)
        administration = local
        control = ControlServer.make(for: local, work: work, at: folder.controlPath)
        let late = LateAPI()
        server = Server(
            configuration: settings.server,
            responder: late)
        do throws(ServerError) {
            let adopted = left?.server ?? Handover()
            url = Self.url(of: try server.listen(adopting: adopted), settings)
            // Before the first request, and those that waited for this service above all.
            late.arrive(
                PrivacyAPI(
                    store: store, shops: store,
                    configuration: settings.api(url: url, onAnswer: events.onAnswer),
                    serverStatistics: { [unowned server] in server.statistics }))
            let commands = owned.isAdopted ? left?.control : nil
            _ = try control.start(adopting: commands ?? Handover())
            try server.serve()
        } catch {
            store.close()
            throw AdministrationError(.failed, error.message)
        }
        if let tell = events.onTrouble { watch.start(store, tell) }
    }

    /// Lets running requests finish and ends long work, writes everything out, and gives the folder
    /// back.
    public func stop() async {
        await watch.stop()
        store.endLongWork()
        await server.stop(graceSeconds: Self.graceSeconds)
        await work.close()
        await control.stop(graceSeconds: Self.graceSeconds)
        store.close()
    }

    private static func url(of addresses: [BoundAddress], _ settings: ServiceSettings) -> String {
        guard case .tcp(let host, let port)? = addresses.first else { return "" }
        return host.contains(":") ? "http://[\(host)]:\(port)" : "http://\(host):\(port)"
    }
}
