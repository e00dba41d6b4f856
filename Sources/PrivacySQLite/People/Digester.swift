internal import Crypto
internal import Privacy

/// Makes the keyed digests by which identifiers are looked up, so that no index holds their text.
///
/// The secret stands in the registry: a shop's file alone does not tell whether somebody is in it.
struct Digester: Sendable {
    /// How many bytes of a digest are kept: 128 bits make a collision impossible in practice.
    static let bytes = 16

    /// The first byte of what is digested, so that an e-mail and a customer id of the same text
    /// have different digests.
    private enum Domain: UInt8 {
        case email = 1
        case customer = 2
        case visitor = 3
        case nobodys = 4
        case beforeLinks = 5
        case order = 6
    }

    private let hash: KeyedHash

    init(secret: [UInt8]) { hash = KeyedHash(key: secret) }

    /// A new secret.
    static func randomSecret() -> [UInt8] {
        unsafe SymmetricKey(size: .bits256).withUnsafeBytes { key in unsafe Array(key) }
    }

    func digest(_ email: EmailAddress) -> [UInt8] { digest(.email, email.folded) }

    func digest(_ customer: RecordID) -> [UInt8] { digest(.customer, customer.text) }

    func digest(_ visitor: VisitorID) -> [UInt8] { digest(.visitor, visitor.text) }

    func digest(_ name: SubjectName) -> [UInt8] {
        switch name {
        case .email(let email): digest(email)
        case .customer(let customer): digest(customer)
        case .visitor(let visitor): digest(visitor)
        }
    }

    func digest(order text: String) -> [UInt8] { digest(.order, text) }

    func digest(_ part: ErasurePlan.VisitorPart) -> [UInt8] {
        digest(part.isOfFirstLink ? .beforeLinks : .nobodys, part.visitor.text)
    }

    private func digest(_ domain: Domain, _ text: String) -> [UInt8] {
        var message = [UInt8]()
        message.reserveCapacity(text.utf8.count + 1)
        message.append(domain.rawValue)
        message.append(contentsOf: text.utf8)
        return hash.digest(of: message.span, bytes: Self.bytes)
    }
}
