internal import HTTPTypes
internal import JSON

extension APIError {
    static func parsing(
        _ message: String, status: HTTPResponse.Status = .badRequest
    ) -> APIError {
        APIError(kind: .parsing, status: status, message: message)
    }

    /// A value of the wrong type.
    static func expected(_ expected: StaticString, at place: ArgumentPlace) -> APIError {
        parsing("\(place.text): expected \(expected)")
    }

    /// A required value that is not there.
    static func missing(_ expected: StaticString, at place: ArgumentPlace) -> APIError {
        parsing("\(place.text): required; expected \(expected)")
    }

    /// A value longer than is kept.
    static func tooLong(maximumBytes: Int, at place: ArgumentPlace) -> APIError {
        parsing("\(place.text): expected at most \(maximumBytes) bytes")
    }

    /// A list or an object in a query or a form that is not JSON.
    static func notJSON(_ error: JSONError, at place: ArgumentPlace) -> APIError {
        parsing("\(place.text): expected JSON. \(error.message)")
    }

    /// A body that is not JSON.
    static func bodyNotJSON(_ error: JSONError) -> APIError {
        var refusal = parsing("The body is not JSON. \(error.message)")
        refusal.isNotJSON = true
        return refusal
    }

    /// A body of JSON that is no object.
    static let bodyNotObject = parsing("The body: expected a JSON object.")

    /// An argument that came twice and says two things.
    static func givenTwice(_ name: ArgumentName) -> APIError {
        let bearer = name == .privateKey ? "; an Authorization field counts as private_key" : ""
        return parsing("\(name.rawValue): given twice with different values\(bearer)")
    }

    /// A percent sign without two hexadecimal digits.
    static let badEscape = parsing(
        "The query or form has a percent sign that two hexadecimal digits do not follow.")

    /// Escapes that give no text.
    static let notUTF8 = parsing("The query or form is not UTF-8.")

    /// A query or form with more pairs than are read.
    static let tooManyPairs = parsing(
        "The query or form has more than \(FormReader.maximumPairs) arguments.",
        status: .contentTooLarge)

    /// A body of another type.
    static let unsupportedMediaType = parsing(
        "The Content-Type is not supported: send application/json or a form as "
            + "application/x-www-form-urlencoded.", status: .unsupportedMediaType)

    /// A body in another character set.
    static let unsupportedCharset = parsing(
        "The character set is not supported: send UTF-8.", status: .unsupportedMediaType)
}
