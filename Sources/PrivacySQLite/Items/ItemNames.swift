internal import Privacy

/// The names of the items that a page of history speaks of, each looked up once.
struct ItemNames {
    /// Whether the shop has sent no items, so that none has a name.
    let isEmpty: Bool
    private let table: ItemTable
    private var known: [Key: String?] = [:]

    private struct Key: Hashable {
        let kind: ItemKind
        let id: String
    }

    init(table: ItemTable) throws {
        self.table = table
        isEmpty = try table.isEmpty()
    }

    /// The name of a basket's product, if it is the only one.
    mutating func name(ofOneOf products: [String]) throws -> String? {
        guard !isEmpty, products.count == 1 else { return nil }
        return try name(.product, products[0])
    }

    /// The name of the one thing to which something was done.
    mutating func name(of single: ActivityAction.Single, id: String) throws -> String? {
        guard !isEmpty else { return nil }
        switch single {
        case .click, .product: return try name(.product, id)
        case .category: return try name(.category, id)
        case .sale: return nil
        }
    }

    private mutating func name(_ kind: ItemKind, _ id: String) throws -> String? {
        let key = Key(kind: kind, id: id)
        if let name = known[key] { return name }
        let name = try table.name(kind, id)
        known[key] = .some(name)
        return name
    }
}
