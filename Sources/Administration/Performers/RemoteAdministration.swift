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
        let answer = try await exchange { client throws(AdministrationError) in
            try client.send(operation.json, to: "/" + Wish.name)
        }
        return try Wish.Outcome(json: answer)
    }

    /// Does one thing that takes long.
    public func perform<Wish: LongOperation>(
        _ operation: Wish, progress: @escaping MaintenanceProgress.Report
    ) async throws(AdministrationError) -> Wish.Outcome {
        let outcome = try await exchange { client throws(AdministrationError) in
            var reader = ControlLineReader(progress: progress)
            try client.send(operation.json, to: "/" + Wish.name) {
                bytes throws(AdministrationError) in try reader.push(bytes)
            }
            return reader.outcome
        }
        guard let outcome else { throw ControlClient.brokenOff }
        return try Wish.Outcome(json: outcome)
    }

    /// Everything that a shop holds about a subject, as it comes.
    public func report(
        on subject: SubjectQuery, in shop: String,
        chunk: ([UInt8]) throws(AdministrationError) -> Void
    ) async throws(AdministrationError) {
        var wish = subject.json
        wish["shop"] = .string(shop)
        try await exchange { client throws(AdministrationError) in
            try client.send(wish, to: ControlPath.report, chunk: chunk)
        }
    }

    /// Runs a body that waits for the other process.
    private func exchange<Answer>(
        _ body: (ControlClient) throws(AdministrationError) -> Answer
    ) async throws(AdministrationError) -> Answer {
        let client = ControlClient(socketPath: folder.controlPath)
        return try await withTaskExecutorPreference(BlockingExecutor.shared) {
            () async throws(AdministrationError) in try body(client)
        }
    }
}
