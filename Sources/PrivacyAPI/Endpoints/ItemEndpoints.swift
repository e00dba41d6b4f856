internal import HTTPServer
internal import JSON
internal import Privacy

/// Products, categories or pages: kept as they come.
struct ItemEndpoints: Sendable {
    /// Which of the three.
    let kind: ItemKind
    /// The argument that carries them, which names them in answers too.
    let list: ArgumentName

    /// Those that exist of those asked for.
    func read(_ call: ShopCall) async throws(APIError) -> Response {
        let ids = try call.arguments.identifiers(list)
        let records: [ItemRecord]
        do { records = try await call.store.items(kind, ids, in: call.shop) } catch {
            throw APIError(error)
        }
        return .ok { writer in
            writer.member(list.rawValue)
            writer.list(records) { $0.item($1) }
        }
    }

    /// Items as they are from now on.
    func replace(_ call: ShopCall) async throws(APIError) -> Response {
        try await call.answer(applying: records(of: call.arguments).map(Change.item))
    }

    /// What changes of items.
    func change(_ call: ShopCall) async throws(APIError) -> Response {
        try await call.answer(applying: records(of: call.arguments).map(Change.itemPatch))
    }

    /// Items that go.
    func remove(_ call: ShopCall) async throws(APIError) -> Response {
        let ids = try call.arguments.identifiers(list)
        return try await call.answer(applying: ids.map { .itemRemoval(kind, $0) })
    }

    private func records(of arguments: Arguments) throws(APIError) -> [ItemRecord] {
        var records: [ItemRecord] = []
        for object in try arguments.objects(list) {
            records.append(
                ItemRecord(
                    kind: kind, id: try object.required("id", as: .identifier),
                    attributes: object.attributes(except: ["id"])))
        }
        return records
    }
}
