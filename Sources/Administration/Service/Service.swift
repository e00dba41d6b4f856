internal import Glibc
internal import HTTPServer
internal import PrivacyAPI
internal import PrivacySQLite

/// The service: one data folder, served to the shops by HTTP and to the operator's commands by the
/// control socket.
public final class Service: Sendable {
    /// How long a running request may take after the service was asked to stop; a proxy in front
    /// has given up by then.
    private static let graceSeconds = 10.0

    /// Where it listens, as `http://HOST:PORT`.
    public let url: String
    /// Administration of the same data.
    public let administration: any Administration

    private let folder: DataFolder
    private let lock: FolderLock
    private let store: SQLiteStore
    private let server: Server
    private let control: Server
    private let work = LongWork()

    /// Takes the data folder, made when it is not there, and starts to serve it.
    ///
    /// Refuses a folder that another process has, and an address that is in use.
    public init(_ settings: ServiceSettings, dataFolder path: String) throws(AdministrationError) {
        folder = try DataFolder(path: path, isMade: true)
        guard let lock = try FolderLock.take(of: folder) else {
            throw AdministrationError(
                .locked, "\(path) is in use by another oblio: stop it first, or use another folder")
        }
        self.lock = lock
        store = try SQLiteStore.open(
            in: folder, readers: settings.threads,
            purgeBackupsWithinHours: settings.purgeBackupsWithinHours)
        let local = LocalAdministration(store: store, clock: SystemClock.seconds)
        administration = local
        control = ControlServer.make(for: local, work: work, at: folder.controlPath)
        let late = LateAPI()
        var limits = Limits()
        limits.fit(openFiles: Int(sysconf(Int32(_SC_OPEN_MAX))))
        server = Server(
            configuration: ServerConfiguration(
                listen: [.tcp(host: settings.host, port: settings.port)],
                reactors: settings.threads, limits: limits),
            responder: late)
        do throws(ServerError) {
            url = Self.url(of: try server.start(), settings)
            _ = try control.start()
        } catch {
            store.close()
            throw AdministrationError(.failed, error.message)
        }
        late.arrive(
            PrivacyAPI(
                store: store, shops: store,
                configuration: APIConfiguration(
                    baseURL: settings.baseURL ?? url, clock: SystemClock.seconds),
                serverStatistics: { [unowned server] in server.statistics }))
    }

    /// Lets running requests finish and ends long work, writes everything out, and gives the folder
    /// back.
    public func stop() async {
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
