internal import HTTPServer
internal import JSON
internal import Privacy

/// The parcels of orders.
enum ParcelEndpoints {
    /// The parcels of an order, or the one asked for.
    static func read(_ call: ShopCall) async throws(APIError) -> Response {
        let order = try call.arguments.required(.orderID, as: .identifier)
        let id = try call.arguments.optional(.parcelID, as: .serial)
        let records: [ParcelRecord]
        do { records = try await call.store.parcels(of: order, id: id, in: call.shop) } catch {
            throw APIError(error)
        }
        return .ok { writer in
            writer.name("parcels")
            writer.list(records) { $0.parcel($1) }
        }
    }

    /// A new parcel; the answer carries its id.
    static func make(_ call: ShopCall) async throws(APIError) -> Response {
        try await call.answer(applying: [.parcel(record(call.arguments, id: nil))])
    }

    /// What changes of a parcel.
    static func change(_ call: ShopCall) async throws(APIError) -> Response {
        let id = try call.arguments.required(.parcelID, as: .serial)
        return try await call.answer(applying: [.parcelPatch(record(call.arguments, id: id))])
    }

    /// A parcel that goes.
    static func remove(_ call: ShopCall) async throws(APIError) -> Response {
        let id = try call.arguments.required(.parcelID, as: .serial)
        return try await call.answer(applying: [.parcelRemoval(id)])
    }

    private static func record(
        _ arguments: Arguments, id: Int64?
    ) throws(APIError) -> ParcelRecord {
        ParcelRecord(
            id: id,
            order: try arguments.required(.orderID, as: .identifier),
            trackingCode: try arguments.optional(.trackingCode, as: .text),
            trackingLink: try arguments.optional(.trackingLink, as: .text),
            status: try arguments.optional(.status, as: .text))
    }
}
