internal import HTTPTypes
internal import Privacy

extension Route {
    private static let getOrPost: [HTTPRequest.Method] = [.get, .post]
    private static let read: [HTTPRequest.Method] = [.get, .head]

    /// Every route of the service, in the order of the contract.
    static let table: [Route] = privacy + logs + subscribers + records + account + operations

    private static let privacy: [Route] = [
        .privateKey(
            "privacy/info", [.get, .head, .post], .info, [.email, .customer, .visitor],
            PrivacyEndpoints.info),
        .privateKey(
            "privacy/forget", getOrPost, .forget, [.email, .customer, .visitor, .preview],
            PrivacyEndpoints.forget),
        .privateKey(
            "privacy/receipt", [.get, .head, .post], .info, [.id], ReceiptEndpoints.receipt),
        .publicKey(
            "privacy/signing-key", [.get, .head, .post], [], privateKeyScope: [],
            ReceiptEndpoints.signingKey),
    ]

    private static let basketArguments: [ArgumentName] = [.products, .visitor, .email, .basketID]

    private static let logs: [Route] = [
        .publicKey("log/click", getOrPost, [.product, .visitor], LogEndpoints.click),
        .publicKey("log/product", getOrPost, [.product, .visitor], LogEndpoints.product),
        .publicKey("log/category", getOrPost, [.category, .visitor], LogEndpoints.category),
        .publicKey(
            "log/sale", getOrPost, [.sale, .products, .visitor, .customer, .email],
            LogEndpoints.sale),
        .publicKey("log/email", getOrPost, [.email, .visitor], LogEndpoints.email),
        .publicKey(
            "log/cart/add", getOrPost, basketArguments, BasketEndpoint(verb: .added).log),
        .publicKey(
            "log/cart/remove", getOrPost, basketArguments, BasketEndpoint(verb: .removed).log),
        .publicKey(
            "log/cart/update", getOrPost, basketArguments, BasketEndpoint(verb: .updated).log),
        .publicKey("log/basket/set", getOrPost, basketArguments, BasketEndpoint(verb: .set).log),
        .privateKey(
            "log/returned", getOrPost, .write, [.product, .order, .quantity],
            LogEndpoints.returned),
    ]

    private static let subscribers: [Route] = [
        .publicKey(
            "subscriber/subscribe", getOrPost, [.email, .listID], SubscriberEndpoints.subscribe),
        .publicKey(
            "subscriber/unsubscribe", getOrPost, [.email, .listID],
            SubscriberEndpoints.unsubscribe),
    ]

    private static let records: [Route] =
        [
            .privateKey("customers", read, .info, [.customers], CustomerEndpoints.read),
            .privateKey("customers", [.post], .write, [.customers], CustomerEndpoints.replace),
            .privateKey("customers", [.patch], .write, [.customers], CustomerEndpoints.change),
            .privateKey("customers", [.delete], .write, [.customers], CustomerEndpoints.remove),

            .privateKey("orders", read, .info, [.orders], OrderEndpoints.read),
            .privateKey("orders", [.post], .write, [.orders], OrderEndpoints.replace),
            .privateKey("orders", [.patch], .write, [.orders], OrderEndpoints.change),
            .privateKey("orders", [.delete], .write, [.orders], OrderEndpoints.remove),

            .privateKey(
                "orders/parcels", read, .info, [.orderID, .parcelID], ParcelEndpoints.read),
            .privateKey(
                "orders/parcels", [.post], .write,
                [.orderID, .trackingCode, .trackingLink, .status], ParcelEndpoints.make),
            .privateKey(
                "orders/parcels", [.patch], .write,
                [.orderID, .parcelID, .trackingCode, .trackingLink, .status],
                ParcelEndpoints.change),
            .privateKey(
                "orders/parcels", [.delete], .write, [.parcelID], ParcelEndpoints.remove),
        ]
        + items("products", .products, ItemEndpoints(kind: .product, list: .products))
        + items("categories", .categories, ItemEndpoints(kind: .category, list: .categories))
        + items("pages", .pages, ItemEndpoints(kind: .page, list: .pages))

    private static func items(
        _ pattern: String, _ list: ArgumentName, _ endpoints: ItemEndpoints
    ) -> [Route] {
        [
            .privateKey(pattern, read, .info, [list], endpoints.read),
            .privateKey(pattern, [.post], .write, [list], endpoints.replace),
            .privateKey(pattern, [.patch], .write, [list], endpoints.change),
            .privateKey(pattern, [.delete], .write, [list], endpoints.remove),
        ]
    }

    private static let account: [Route] = [
        .privateKey(
            "client/account/info", [.get, .head, .post], [], [], AccountEndpoints.info)
    ]

    private static let operations: [Route] = [
        .operation("health", .health),
        .operation("ready", .readiness),
        .operation("metrics", .metrics),
        .operation("openapi.json", .openAPI),
        .operation(".well-known/security.txt", .securityContact),
        .operation("error/{id}", .errorReport),
    ]
}
