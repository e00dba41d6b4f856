public import JSON
public import Privacy

/// Tells which identifiers are suppressed now: not by name, for the ledger does not know them.
public struct ListSuppressions: Operation {
    /// The identifiers.
    public struct Outcome: ControlMessage {
        /// The identifiers, oldest first.
        public let suppressed: [SuppressedIdentifier]

        init(suppressed: [SuppressedIdentifier]) { self.suppressed = suppressed }

        /// Reads the list.
        public init(json: JSONObject) throws(AdministrationError) {
            var suppressed: [SuppressedIdentifier] = []
            for object in try Members(json).objects("suppressed") {
                suppressed.append(try SuppressedIdentifier(json: object))
            }
            self.suppressed = suppressed
        }

        /// The list as JSON.
        public var json: JSONObject {
            JSONObject(["suppressed": .array(suppressed.map { .object($0.json) })])
        }
    }

    /// Its name on the control socket.
    public static let name = "list-suppressions"
    /// The most that are listed: they fit into memory, and nobody reads more.
    public static let maximumCount = 100_000

    private let shop: String

    /// Those of the shop with that public key.
    public init(shop: String) { self.shop = shop }

    /// Reads the operation.
    public init(json: JSONObject) throws(AdministrationError) {
        shop = try Members(json).text("shop")
    }

    /// The operation as JSON.
    public var json: JSONObject { JSONObject(["shop": .string(shop)]) }

    /// Refuses an unknown shop.
    public func perform(
        by administration: LocalAdministration
    ) async throws(AdministrationError) -> Outcome {
        let shop = try administration.shop(shop)
        do throws(PrivacyError) {
            return Outcome(
                suppressed: try await administration.store.suppressions(
                    in: shop, at: administration.call().time, limit: Self.maximumCount))
        } catch {
            throw AdministrationError(error)
        }
    }
}

extension SuppressedIdentifier {
    init(json: JSONObject) throws(AdministrationError) {
        let members = Members(json)
        guard let receipt = ReceiptID(try members.text("receipt")) else {
            throw AdministrationError(.usage, "control message: receipt must be an id")
        }
        self.init(
            kind: try members.text("kind"),
            suppression: Suppression(
                since: try members.integer("since"), until: try members.integer("until")),
            receipt: receipt)
    }

    var json: JSONObject {
        JSONObject([
            "kind": .string(kind), "since": .integer(suppression.since),
            "until": .integer(suppression.until), "receipt": .string(receipt.text),
        ])
    }
}
