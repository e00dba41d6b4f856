internal import JSON
public import Privacy

/// Has the process that owns the data do what an operator wishes, through its control socket.
public struct RemoteAdministration: Administration {
    private let folder: DataFolder

    init(folder: DataFolder) { self.folder = folder }

    /// Does one thing.
    public func perform<Wish: Operation>(
        _ operation: Wish
    ) async throws(AdministrationError) -> Wish.Outcome {
        let client = ControlClient(socketPath: folder.controlPath)
        return try Wish.Outcome(json: client.send(operation.json, to: "/" + Wish.name))
    }

    /// Does one thing that takes long.
    public func perform<Wish: LongOperation>(
        _ operation: Wish, progress: @escaping MaintenanceProgress.Report
    ) async throws(AdministrationError) -> Wish.Outcome {
        var reader = ControlLineReader(progress: progress)
        let client = ControlClient(socketPath: folder.controlPath)
        try client.send(operation.json, to: "/" + Wish.name) { bytes throws(AdministrationError) in
            try reader.push(bytes)
        }
        guard let outcome = reader.outcome else { throw ControlClient.brokenOff }
        return try Wish.Outcome(json: outcome)
    }

    /// Everything that a shop holds about a subject, as it comes.
    public func report(
        on subject: SubjectQuery, in shop: String,
        chunk: ([UInt8]) throws(AdministrationError) -> Void
    ) async throws(AdministrationError) {
        var wish = subject.json
        wish["shop"] = .string(shop)
        let client = ControlClient(socketPath: folder.controlPath)
        try client.send(wish, to: ControlPath.report, chunk: chunk)
    }
}
