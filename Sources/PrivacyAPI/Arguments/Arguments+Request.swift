internal import HTTPServer
internal import HTTPTypes
internal import JSON

extension Arguments {
    /// The arguments of a request: of its query, its body and its `Authorization`.
    init(of request: Request, accepting names: [ArgumentName]) throws(APIError) {
        self.init(accepting: names)
        if let query = request.query { try FormReader.read(query.utf8.span, into: &self) }
        if request.method.hasArgumentsInBody, !request.body.isEmpty { try readBody(of: request) }
        for value in request.fields.values(of: .authorization) {
            guard let token = Self.bearerToken(value) else { continue }
            try add(.privateKey, .text(token))
        }
    }

    private mutating func readBody(of request: Request) throws(APIError) {
        let type = request.fields[.contentType].map { MediaType($0) }
        guard type?.isUTF8 ?? true else { throw .unsupportedCharset }
        switch type?.name {
        case "application/json": try readJSON(request.body)
        case nil, "", "text/plain": try readUnlabelled(request.body, mayBeForm: false)
        case "application/x-www-form-urlencoded":
            // `curl -d '{…}'` labels JSON as a form.
            try readUnlabelled(request.body, mayBeForm: true)
        default: throw .unsupportedMediaType
        }
    }

    private mutating func readUnlabelled(_ body: [UInt8], mayBeForm: Bool) throws(APIError) {
        guard body.firstSignificant == .openBrace else {
            return try FormReader.read(body.span, into: &self)
        }
        do {
            try readJSON(body)
        } catch  where mayBeForm && error.isNotJSON {
            try FormReader.read(body.span, into: &self)
        }
    }

    private mutating func readJSON(_ body: [UInt8]) throws(APIError) {
        let value: JSONValue
        do { value = try JSONReader.value(of: body) } catch { throw .bodyNotJSON(error) }
        guard case .object(let object) = value else { throw .bodyNotObject }
        for member in object.members {
            try add(member.name, ArgumentValue(json: member.value, source: .body))
        }
    }

    /// The token of `Bearer` credentials (RFC 6750 §2.1); nil for any other scheme.
    private static func bearerToken(_ value: String) -> String? {
        let parts = value.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1])
    }
}

extension HTTPRequest.Method {
    /// Whether a body carries arguments; that of a GET or a DELETE has no meaning (RFC 9110 §9.3).
    fileprivate var hasArgumentsInBody: Bool { self == .post || self == .patch }
}
