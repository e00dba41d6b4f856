internal import JSON

@testable import PrivacyAPI

/// Arguments are the same in a query and in a form, in whichever order they stand and however they
/// are escaped; what a type takes is within the bounds that it is kept in.
enum FormProperties {
    private static let types: [String?] = [
        nil, "application/json", "application/x-www-form-urlencoded", "text/plain",
        "APPLICATION/JSON ; charset=\"UTF-8\"", "application/json;charset=latin1", "multipart/x",
    ]

    static func hold(for input: FuzzInput) {
        var input = input
        let type = types[input.choice(below: types.count)]
        let bytes = input.bytes
        let body = ReadArguments(body: bytes, type: type)
        require(
            ReadArguments(body: bytes, type: type).isSame(as: body),
            "A body was read in two ways.")
        ArgumentChecks.check(body)
        guard let text = String(validating: bytes, as: UTF8.self) else { return }
        _ = MediaType(text).isUTF8
        checkQuery(text, bytes)
    }

    private static func checkQuery(_ text: String, _ bytes: [UInt8]) {
        let query = ReadArguments(query: text)
        ArgumentChecks.check(query)
        if !bytes.isEmpty, bytes.firstSignificant != .openBrace {
            require(
                ReadArguments(body: bytes, type: "application/x-www-form-urlencoded")
                    .isSame(as: query),
                "A form is not read like a query.")
        }
        let pairs = text.utf8.split(separator: UInt8(ascii: "&")).map(String.init)
        let reversed = ReadArguments(
            query: pairs.reversed().compactMap { $0 }.joined(separator: "&"))
        require(
            (reversed.fault == nil) == (query.fault == nil) && reversed.given == query.given,
            "The order of arguments matters.")
        guard query.fault == nil else { return }
        require(
            ReadArguments(query: query.asQuery).given == query.given,
            "Arguments changed by being escaped.")
    }
}
