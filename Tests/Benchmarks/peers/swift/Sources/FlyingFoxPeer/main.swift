import FlyingFox
import FlyingSocks
import Foundation
import Store

guard CommandLine.arguments.count == 3, let port = UInt16(CommandLine.arguments[2]) else {
    fatalError("usage: flyingfox-grdb DATADIR PORT")
}
let shops = try Shops(directory: CommandLine.arguments[1])
let encoder = JSONEncoder()
let jsonHeaders: HTTPHeaders = [.contentType: "application/json; charset=utf-8"]

@Sendable func reply(_ status: HTTPStatusCode, _ body: some Encodable) throws -> HTTPResponse {
    HTTPResponse(statusCode: status, headers: jsonHeaders, body: try encoder.encode(body))
}
@Sendable func refused() throws -> HTTPResponse {
    try reply(.unauthorized, Answer.error("wrong key"))
}
@Sendable func bad() throws -> HTTPResponse {
    try reply(.badRequest, Answer.error("missing parameter"))
}

@Sendable func privateShop(_ request: HTTPRequest) -> Shop? {
    guard let key = request.query["key"], let privateKey = request.query["private_key"] else {
        return nil
    }
    return shops.shop(key: key, privateKey: privateKey)
}

let server = HTTPServer(
    config: .init(
        address: try sockaddr_in.inet(ip4: "127.0.0.1", port: port),
        logger: .disabled
    ))
await server.appendRoute("GET /v2/privacy/info") { request in
    guard let shop = privateShop(request) else { return try refused() }
    guard let email = request.query["email"] else { return try bad() }
    return try reply(.ok, try await shop.info(email: email))
}
await server.appendRoute("GET,POST /v2/log/click") { request in
    guard let key = request.query["key"], let shop = shops.shop(key: key) else {
        return try refused()
    }
    guard let product = request.query["product"], let visitor = request.query["visitor"] else {
        return try bad()
    }
    try await shop.click(visitor: visitor, product: product)
    return try reply(.ok, Answer.ok)
}
await server.appendRoute("GET /v2/privacy/forget") { request in
    guard let shop = privateShop(request) else { return try refused() }
    guard let email = request.query["email"] else { return try bad() }
    try await shop.forget(email: email)
    return try reply(.ok, Answer.ok)
}
try await server.run()
