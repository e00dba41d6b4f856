internal import HTTPServer
internal import JSON
internal import Privacy

/// The customer records.
enum CustomerEndpoints {
    /// The records that exist of those asked for, by id or e-mail.
    static func read(_ call: ShopCall) async throws(APIError) -> Response {
        let names = try call.arguments.customerNames(.customers)
        let records: [HeldCustomer]
        do {
            records = try await call.store.customers(names, in: call.shop)
        } catch { throw APIError(error) }
        return .ok { writer in
            writer.name("customers")
            writer.list(records) { $0.customer($1) }
        }
    }

    /// Records as they are from now on.
    static func replace(_ call: ShopCall) async throws(APIError) -> Response {
        try await call.answer(applying: records(of: call.arguments).map(Change.customer))
    }

    /// What changes of records.
    static func change(_ call: ShopCall) async throws(APIError) -> Response {
        try await call.answer(applying: records(of: call.arguments).map(Change.customerPatch))
    }

    /// Records that go, by id or e-mail.
    static func remove(_ call: ShopCall) async throws(APIError) -> Response {
        let names = try call.arguments.customerNames(.customers)
        return try await call.answer(applying: names.map(Change.customerRemoval))
    }

    private static func records(of arguments: Arguments) throws(APIError) -> [CustomerRecord] {
        var records: [CustomerRecord] = []
        for object in try arguments.objects(.customers) { records.append(try record(object)) }
        return records
    }

    private static func record(_ object: BatchObject) throws(APIError) -> CustomerRecord {
        let record = CustomerRecord(
            id: try object.optional("id", as: .customer),
            email: try object.optional("email", as: .email),
            attributes: object.attributes(except: ["id", "email"]))
        guard record.id != nil || record.email != nil else {
            throw .missing("an id or an email that names somebody", at: object.place)
        }
        return record
    }
}
