import Administration
import JSON
import Privacy

/// Where an administration works: every test of operations runs at both.
enum Place: CaseIterable {
    /// In this process, with nobody else there.
    case here
    /// In the service that has the folder, through its control socket.
    case served

    /// Runs a body with an administration of a new data folder.
    func withAdministration(_ body: (any Administration) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let path = folder.path + "/data"
        guard self == .served else {
            let session = try Session(dataFolder: path, isMade: true)
            defer { session.close() }
            return try await body(session.administration)
        }
        try await Self.withService(at: path) { _ in
            let session = try Session(dataFolder: path)
            defer { session.close() }
            try await body(session.administration)
        }
    }

    /// Runs a body while a service has the folder.
    static func withService(
        at path: String, _ body: (Service) async throws -> Void
    ) async throws {
        let settings = try ServiceSettings(
            SettingValues(flags: [.port: "0", .threads: "1"], environment: [:]))
        let service = try Service(settings, dataFolder: path)
        do {
            try await body(service)
        } catch {
            await service.stop()
            throw error
        }
        await service.stop()
    }
}

extension Administration {
    /// Makes a shop and gives its public key.
    func makeShop(named name: String = "A shop") async throws -> String {
        try await perform(CreateShop(name: name)).key
    }

    /// What is held about somebody.
    func report(email: String, in shop: String) async throws -> JSONObject {
        var bytes: [UInt8] = []
        try await report(on: SubjectQuery(email: EmailAddress(email)), in: shop) { chunk in
            bytes += chunk
        }
        guard case .object(let object) = try JSONReader.value(of: bytes) else {
            throw AdministrationError(.failed, "not an object")
        }
        return object
    }
}
