internal import Synchronization

/// What a service that ends leaves to the one that goes on: its sockets, and the data folder with its
/// lock, so that nobody can slip in between.
///
/// The one that goes on takes it out, so that what it does not need is closed whoever still knows of the
/// handover.
public final class ServiceHandover: Sendable {
    /// The path of the data folder.
    public let dataFolder: String
    private let service: Mutex<HandedService?>

    init(_ service: HandedService) {
        dataFolder = service.folder.path
        self.service = Mutex(service)
    }

    /// What is left; nil once it was taken.
    var left: HandedService? { service.withLock { $0 } }

    /// Takes it out.
    func take() -> HandedService? { service.withLock { $0.take() } }
}
