import JSON
import Privacy
import SQLite
import Testing

@testable import PrivacySQLite

/// Holds the declared columns against the schema and against what an erasure leaves.
struct ColumnInventoryTests {
    private static let marker = "marker-of-somebody"

    /// What was erased leaves its marker nowhere; before, it stood in every personal column.
    @Test func `an erasure reaches every column that is declared personal`() async throws {
        let test = try TestShop()
        try await test.apply(changes: Self.everything)
        test.store.close()
        let before = try Self.columnsHolding(Self.marker, Self.open(test))
        #expect(before == Self.names(.personal, in: ColumnInventory.shop))

        let store = try SQLiteStore(folder: test.folder, configuration: .init())
        _ = try await store.erase(
            SubjectQuery(email: EmailAddress("\(Self.marker)@x.example")),
            for: Call(origin: .shop, time: 2_000), in: test.shop)
        store.close()
        #expect(try Self.columnsHolding(Self.marker, Self.open(test)) == [])
        #expect(try Self.tablesWithRows(test) == ["erasure_position", "orders", "sqlite_sequence"])
    }

    @Test(arguments: [
        (ShopSchema.migrations, ColumnInventory.shop),
        (LedgerSchema.migrations, ColumnInventory.ledger),
        (RegistrySchema.migrations, ColumnInventory.registry),
    ])
    func `every column of a schema is declared, and nothing else`(
        migrations: [Migration], declared: ColumnInventory.Columns
    ) throws {
        let connection = try Connection(path: ":memory:", access: .create)
        try Migrations.apply(migrations, applicationID: 1, to: connection)
        let found = Set(try Self.columns(connection)).filter { !$0.hasPrefix("sqlite_") }
        #expect(found == Self.names(nil, in: declared))
    }

    @Test func `nothing personal is kept outside of a shop's own file`() async throws {
        #expect(Self.names(.personal, in: ColumnInventory.ledger).isEmpty)
        #expect(Self.names(.personal, in: ColumnInventory.registry).isEmpty)
        let test = try TestShop()
        try await test.apply(changes: Self.everything)
        try await test.forget(email: "\(Self.marker)@x.example")
        test.store.close()
        for name in ["shops/\(test.shop.id.text)/ledger.db", "registry.db"] {
            let connection = try Connection(
                path: "\(test.folder)/\(name)", access: .readWrite)
            #expect(try Self.columnsHolding(Self.marker, connection) == [])
        }
    }

    /// A change for every personal column, each with the marker in it.
    private static var everything: [Change] {
        let visitor = VisitorID(marker)
        let email = EmailAddress("\(marker)@x.example")
        let attributes = JSONObject([.init(name: "note", value: .string(marker))])
        let product = JSONValue.object(
            JSONObject([
                .init(name: "id", value: .number(JSONNumber(7))),
                .init(name: "engraving", value: .string(marker)),
            ]))
        let named = RecordID(text: marker, isNumber: false)
        return [
            .customer(CustomerRecord(id: named, email: email, attributes: attributes)),
            .link(LinkRecord(visitor: visitor, email: email)),
            .activity(
                ActivityRecord(
                    visitor: visitor, action: .imported(type: marker, description: marker))),
            .basket(
                BasketRecord(
                    verb: .set, lines: [.init(product: named)], visitor: visitor, basket: named)),
            .order(
                OrderRecord(
                    id: id(1), products: [product], customer: named, email: email,
                    visitor: visitor, attributes: attributes)),
            .parcel(
                ParcelRecord(
                    order: id(1), trackingCode: marker, trackingLink: marker, status: marker)),
        ] + (email.map { [.subscription(SubscriptionRecord(email: $0, list: named))] } ?? [])
    }

    private static func names(
        _ content: ColumnInventory.Content?, in declared: ColumnInventory.Columns
    ) -> Set<String> {
        var names: Set<String> = []
        for (table, columns) in declared {
            for (column, declared) in columns where content == nil || declared == content {
                names.insert("\(table).\(column)")
            }
        }
        return names
    }

    /// The columns in which the text stands anywhere, as `table.column`.
    private static func columnsHolding(
        _ text: String, _ connection: Connection
    ) throws -> Set<String> {
        var found: Set<String> = []
        for column in try columns(connection) {
            let parts = column.split(separator: ".")
            try connection.execute(
                """
                CREATE TEMP TABLE IF NOT EXISTS hits(name TEXT);
                INSERT INTO hits SELECT '\(column)' FROM \(parts[0])
                WHERE instr(CAST(\(parts[1]) AS TEXT), '\(text)') LIMIT 1
                """)
        }
        var rows = try connection.query("SELECT name FROM hits")
        while try rows.step() { found.insert(rows.text(0)) }
        return found
    }

    private static func tablesWithRows(_ test: TestShop) throws -> Set<String> {
        let connection = try open(test)
        for table in Set(try columns(connection).map { $0.split(separator: ".")[0] }) {
            try connection.execute(
                """
                CREATE TEMP TABLE IF NOT EXISTS filled(name TEXT);
                INSERT INTO filled SELECT '\(table)' FROM \(table) LIMIT 1
                """)
        }
        var found: Set<String> = []
        var rows = try connection.query("SELECT name FROM filled")
        while try rows.step() { found.insert(rows.text(0)) }
        return found
    }

    private static func columns(_ connection: Connection) throws -> [String] {
        var found: [String] = []
        var rows = try connection.query(
            """
            SELECT tables.name, columns.name
            FROM sqlite_schema AS tables JOIN pragma_table_info(tables.name) AS columns
            WHERE tables.type = 'table'
            """)
        while try rows.step() { found.append("\(rows.text(0)).\(rows.text(1))") }
        return found
    }

    private static func open(_ test: TestShop) throws -> Connection {
        try Connection(
            path: "\(test.folder)/shops/\(test.shop.id.text)/privacy.db", access: .readWrite)
    }
}
