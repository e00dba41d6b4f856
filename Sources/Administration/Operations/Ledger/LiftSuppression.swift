public import JSON
public import Privacy

/// Lets a forgotten subject's old data in again.
public struct LiftSuppression: Operation {
    /// Whose suppression ends.
    public enum Target: Sendable, Hashable {
        /// That of the identifiers by which a subject is named.
        case subject(SubjectQuery)
        /// All of one forget, by the id of its receipt.
        case receipt(String)
    }

    /// What it led to.
    public struct Outcome: ControlMessage, Equatable {
        /// Of how many identifiers the suppression ended.
        public let lifted: Int64

        init(lifted: Int) { self.lifted = Int64(lifted) }

        /// Reads the outcome.
        public init(json: JSONObject) throws(AdministrationError) {
            lifted = try Members(json).integer("lifted")
        }

        /// The outcome as JSON.
        public var json: JSONObject { JSONObject(["lifted": .integer(lifted)]) }
    }

    /// Its name on the control socket.
    public static let name = "lift-suppression"

    private let shop: String
    private let target: Target

    /// A lift in the shop with that public key.
    public init(of target: Target, shop: String) {
        self.shop = shop
        self.target = target
    }

    /// Reads the operation.
    public init(json: JSONObject) throws(AdministrationError) {
        let members = Members(json)
        shop = try members.text("shop")
        if let receipt = try members.optionalText("receipt") {
            target = .receipt(receipt)
        } else {
            target = .subject(try SubjectQuery(json: json))
        }
    }

    /// The operation as JSON.
    public var json: JSONObject {
        var object = JSONObject()
        switch target {
        case .subject(let subject): object = subject.json
        case .receipt(let receipt): object["receipt"] = .string(receipt)
        }
        object["shop"] = .string(shop)
        return object
    }

    /// Refuses an unknown shop and what is no receipt's id.
    public func perform(
        by administration: LocalAdministration
    ) async throws(AdministrationError) -> Outcome {
        let shop = try administration.shop(shop)
        let (store, call) = (administration.store, administration.call())
        do throws(PrivacyError) {
            switch target {
            case .subject(let subject):
                return Outcome(
                    lifted: try await store.liftSuppression(of: subject, for: call, in: shop))
            case .receipt(let text):
                guard let id = ReceiptID(text) else { throw ShowReceipt.unknown }
                return Outcome(
                    lifted: try await store.liftSuppression(ofReceipt: id, for: call, in: shop))
            }
        } catch {
            throw AdministrationError(error)
        }
    }
}
