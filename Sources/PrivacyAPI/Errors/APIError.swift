internal import HTTPTypes

/// A call that is refused, as its caller is told.
///
/// The message is made of fixed words, of the contract's names and of numbers; nothing that a
/// caller chose can be in it, because the only initializers that take text are those in
/// `APIError+…`.
struct APIError: Error, Sendable {
    /// The types of the contract.
    enum Kind: String, Sendable, CaseIterable {
        /// The key, or what the key may do.
        case authentication = "AuthenticationError"
        /// What came cannot be read.
        case parsing = "ParsingError"
        /// What came can be read and has no meaning here.
        case logical = "LogicalError"
        /// A fault of this side.
        case `internal` = "InternalError"
    }

    /// The type.
    let kind: Kind
    /// The status.
    let status: HTTPResponse.Status
    /// What is wrong and what was expected.
    let message: String
    /// Fields that belong to the answer: `Allow`, `Retry-After`, `WWW-Authenticate`.
    var fields: HTTPFields = [:]
    /// Whether it is that a body meant as JSON is none.
    var isNotJSON = false
    /// Whether somebody may have guessed at a key.
    var isWrongKey = false
}
