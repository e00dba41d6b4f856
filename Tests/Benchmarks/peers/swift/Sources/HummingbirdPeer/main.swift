import Foundation
import Hummingbird
import Logging
import Store

struct Context: RequestContext {
    static let encoder = JSONEncoder()
    var coreContext: CoreRequestContextStorage
    init(source: ApplicationRequestContextSource) { coreContext = .init(source: source) }
    var responseEncoder: JSONEncoder { Self.encoder }
}

extension Info: ResponseEncodable {}
extension Answer: ResponseEncodable {}

guard CommandLine.arguments.count == 3, let port = Int(CommandLine.arguments[2]) else {
    fatalError("usage: hummingbird-grdb DATADIR PORT")
}
let shops = try Shops(directory: CommandLine.arguments[1])

enum Reply: ResponseGenerator {
    case info(Info)
    case ok
    case refused
    case bad
    func response(from request: Request, context: some RequestContext) throws -> Response {
        switch self {
        case .info(let info): return try info.response(from: request, context: context)
        case .ok: return try Answer.ok.response(from: request, context: context)
        case .refused:
            var response = try Answer.error("wrong key").response(from: request, context: context)
            response.status = .unauthorized
            return response
        case .bad:
            var response = try Answer.error("missing parameter").response(
                from: request, context: context)
            response.status = .badRequest
            return response
        }
    }
}

@Sendable func value(_ request: Request, _ name: Substring) -> String? {
    request.uri.queryParameters[name].map(String.init)
}

@Sendable func privateShop(_ request: Request) -> Shop? {
    guard let key = value(request, "key"), let privateKey = value(request, "private_key") else {
        return nil
    }
    return shops.shop(key: key, privateKey: privateKey)
}

@Sendable func click(_ request: Request, _ context: Context) async throws -> Reply {
    guard let key = value(request, "key"), let shop = shops.shop(key: key) else { return .refused }
    guard let product = value(request, "product"), let visitor = value(request, "visitor") else {
        return .bad
    }
    try await shop.click(visitor: visitor, product: product)
    return .ok
}

let router = Router(context: Context.self)
router.get("v2/privacy/info") { request, _ -> Reply in
    guard let shop = privateShop(request) else { return .refused }
    guard let email = value(request, "email") else { return .bad }
    return .info(try await shop.info(email: email))
}
router.get("v2/privacy/forget") { request, _ -> Reply in
    guard let shop = privateShop(request) else { return .refused }
    guard let email = value(request, "email") else { return .bad }
    try await shop.forget(email: email)
    return .ok
}
router.get("v2/log/click", use: click)
router.post("v2/log/click", use: click)

var logger = Logger(label: "hummingbird-grdb")
logger.logLevel = .error
let app = Application(
    router: router,
    configuration: .init(address: .hostname("127.0.0.1", port: port)),
    logger: logger
)
try await app.runService()
