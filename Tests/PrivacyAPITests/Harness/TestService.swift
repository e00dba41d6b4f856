import Addresses
import Foundation
import HTTPServer
import HTTPTypes
import JSON
import Privacy
import PrivacyAPI
import PrivacySQLite
import Synchronization

/// An API on a store of its own in a folder of its own, with one shop, and a clock moved by hand.
final class TestService: Sendable {
    /// Where `moreInfo` leads.
    static let baseURL = "https://privacy.example"

    let store: SQLiteStore
    let api: PrivacyAPI
    let shop: Shop
    let privateKey: String

    private let folder: URL
    private let clock: Clock

    /// A clock that stands still unless it is moved.
    final class Clock: Sendable {
        private let seconds = Mutex<Int64>(1_800_000_000)
        var now: Int64 { seconds.withLock { $0 } }
        func move(bySeconds step: Int64) { seconds.withLock { $0 += step } }
    }

    /// A service; `configure` changes what its API is told.
    init(_ configure: (inout APIConfiguration) -> Void = { _ in }) throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "oblio-api-\(UUID().uuidString)", directoryHint: .isDirectory)
        clock = Clock()
        store = try SQLiteStore(
            folder: folder.path(percentEncoded: false), configuration: .init())
        (shop, privateKey) = try Self.makeShop(in: store)
        let clock = clock
        var configuration = APIConfiguration(
            baseURL: Self.baseURL + "/", clock: { clock.now })
        configure(&configuration)
        api = PrivacyAPI(store: store, shops: store, configuration: configuration)
    }

    deinit {
        store.close()
        try? FileManager.default.removeItem(at: folder)
    }

    /// The time that the API sees, in seconds since 1970.
    var now: Int64 { clock.now }

    /// Lets time pass.
    func wait(seconds: Int64) { clock.move(bySeconds: seconds) }

    /// The public and the private key as a query.
    var keys: String { "key=\(shop.key)&private_key=\(privateKey)" }

    /// Sends a request straight to the API.
    func send(
        _ method: HTTPRequest.Method, _ target: String, fields: HTTPFields = [:],
        body: String = "", type: String? = nil, from address: String? = nil
    ) async -> Answer {
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var fields = fields
        if let type { fields[.contentType] = type }
        return await Answer(
            api.respond(
                to: Request(
                    method: method, path: String(parts[0]),
                    query: parts.count > 1 ? String(parts[1]) : nil,
                    fields: RequestFields(fields), body: Array(body.utf8),
                    peer: address.flatMap { IPAddress($0) }.map { .ip($0) } ?? .local)))
    }

    /// A GET with both keys.
    func get(_ path: String, _ query: String = "", from address: String? = nil) async -> Answer {
        await send(.get, "\(path)?\(keys)&\(query)", from: address)
    }

    /// A call with both keys and the other arguments as members of a JSON object.
    func send(
        _ method: HTTPRequest.Method = .post, _ path: String, json members: String
    ) async -> Answer {
        await send(
            method, path,
            body: #"{"key":"\#(shop.key)","private_key":"\#(privateKey)",\#(members)}"#,
            type: "application/json")
    }

    /// A call as a browser makes it: with the public key alone.
    func sendPublicly(_ path: String, json members: String) async -> Answer {
        await send(
            .post, path, body: #"{"key":"\#(shop.key)",\#(members)}"#, type: "application/json")
    }

    /// Another shop of the same store, and its private key.
    static func makeShop(in store: SQLiteStore) throws -> (Shop, String) {
        let made = try store.createShop(name: "Ærlig Handel", key: nil, privateKey: nil)
        return (made.shop, made.privateKey.secret)
    }
}
