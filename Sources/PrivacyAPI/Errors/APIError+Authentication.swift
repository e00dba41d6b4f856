internal import HTTPTypes

extension APIError {
    private static func authentication(_ message: String) -> APIError {
        // RFC 9110 §15.5.2: a 401 names the scheme by which to come back.
        APIError(
            kind: .authentication, status: .unauthorized, message: message,
            fields: [.wwwAuthenticate: "Bearer"])
    }

    /// No public key: nobody knows which shop is meant.
    static let missingKey = parsing("key: required; expected the shop's public key as a string")

    /// A public key of no shop.
    static let unknownKey = authentication("The key is unknown.").asWrongKey

    /// A shop that the operator disabled.
    static let disabledShop = authentication("The shop is disabled.")

    /// A call for which the public key does not suffice.
    static let missingPrivateKey = authentication(
        "A private key is required: send private_key, or Authorization: Bearer.")

    /// A private key of no shop, or of another.
    static let wrongPrivateKey = authentication("The private key is wrong.").asWrongKey

    /// A private call from an address from which the shop makes none.
    static let addressNotAllowed = authentication(
        "Calls with a private key are not allowed from this address.")

    /// A private key that may not do this.
    static let outOfScope = authentication("The private key may not be used for this call.")

    private var asWrongKey: APIError {
        var error = self
        error.isWrongKey = true
        return error
    }
}
