internal import HTTPServer
internal import Privacy

/// Who gets mail.
enum SubscriberEndpoints {
    /// An e-mail subscribes: to one list, or globally.
    static func subscribe(_ call: ShopCall) async throws(APIError) -> Response {
        try await call.answer(applying: [.subscription(subscription(call.arguments))])
    }

    /// An e-mail unsubscribes: from one list, or from all.
    static func unsubscribe(_ call: ShopCall) async throws(APIError) -> Response {
        try await call.answer(applying: [.unsubscription(subscription(call.arguments))])
    }

    private static func subscription(
        _ arguments: Arguments
    ) throws(APIError) -> SubscriptionRecord {
        SubscriptionRecord(
            email: try arguments.required(.email, as: .email),
            list: try arguments.optional(.listID, as: .identifier))
    }
}
