internal import HTTPServer
internal import HTTPTypes
internal import JSON

@testable import PrivacyAPI

/// The arguments of a request in a form that can be compared, or why it was refused.
struct ReadArguments {
    /// All that any endpoint takes.
    static let names: [ArgumentName] = [
        .key, .privateKey, .email, .customer, .visitor, .preview, .id, .product, .category, .sale,
        .order, .quantity, .basketID, .listID, .products, .categories, .pages, .customers, .orders,
        .orderID, .parcelID, .trackingCode, .trackingLink, .status,
    ]

    private(set) var arguments: Arguments?
    private(set) var fault: String?

    init(_ request: Request) {
        do throws(APIError) {
            arguments = try Arguments(of: request, accepting: Self.names)
        } catch {
            fault = error.message
        }
    }

    /// A GET with that query.
    init(query: String) { self.init(Request(method: .get, path: "/", query: query)) }

    /// A POST with that body.
    init(body: [UInt8], type: String?) {
        var fields: HTTPFields = [:]
        if let type { fields[.contentType] = type }
        self.init(Request(method: .post, path: "/", fields: RequestFields(fields), body: body))
    }

    /// What was given, by name and as JSON.
    var given: [String] {
        Self.names.compactMap { name in
            guard let value = arguments?[name] else { return nil }
            return "\(name.rawValue) \(value.source) \(JSONWriter.text(of: value.json))"
        }
    }

    /// Whether both were read as the same, or refused for the same reason.
    func isSame(as other: ReadArguments) -> Bool { fault == other.fault && given == other.given }

    /// What was given as text, written as a query.
    var asQuery: String {
        Self.names.compactMap { name in
            guard case .string(let text) = arguments?[name]?.json else { return nil }
            return "\(name.rawValue)=\(Self.escaped(text))"
        }.joined(separator: "&")
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let digits = String(byte, radix: 16)
            return "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }
}
