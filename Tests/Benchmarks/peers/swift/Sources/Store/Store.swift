// The shop databases, shared by the two Swift peers. GRDB, one DatabasePool per shop.
import Foundation
import GRDB

package struct Activity: Encodable, Sendable {
    package let visitor: String
    package let type: String
    package let description: String
    package let time: Int64
}

package struct Info: Encodable, Sendable {
    package let status = "ok"
    package let orders: [String]
    package let activity: [Activity]

    enum CodingKeys: String, CodingKey { case status, orders, activity }
}

package struct Answer: Encodable, Sendable {
    package let status: String
    package let message: String?
    package static let ok = Answer(status: "ok", message: nil)
    package static func error(_ message: String) -> Answer {
        Answer(status: "error", message: message)
    }
}

private enum SQL {
    static let orders = """
        SELECT id FROM orders WHERE email = ?1 \
        UNION SELECT id FROM orders WHERE visitor IN (SELECT visitor FROM visitor_link WHERE email = ?1)
        """
    static let activity = """
        SELECT visitor, type, description, time FROM activity \
        WHERE visitor IN (SELECT visitor FROM visitor_link WHERE email = ?1)
        """
    static let click =
        "INSERT INTO activity(visitor, type, description, time) VALUES (?1, 'click', ?2, ?3)"
    static let forget = [
        "DELETE FROM activity WHERE visitor IN (SELECT visitor FROM visitor_link WHERE email = ?1)",
        """
        UPDATE orders SET email = NULL, customer = NULL, visitor = NULL \
        WHERE email = ?1 OR visitor IN (SELECT visitor FROM visitor_link WHERE email = ?1) \
        OR customer IN (SELECT id FROM customer WHERE email = ?1)
        """,
        "DELETE FROM visitor_link WHERE email = ?1",
        "DELETE FROM customer WHERE email = ?1",
    ]
}

package final class Shop: Sendable {
    package let key: String
    package let privateKey: String
    private let pool: DatabasePool

    init(key: String, privateKey: String, path: String) throws {
        self.key = key
        self.privateKey = privateKey
        var config = Configuration()
        config.maximumReaderCount = 2
        config.persistentReadOnlyConnections = true
        config.prepareDatabase { db in
            try db.execute(sql: "PRAGMA secure_delete = ON")
            try db.execute(sql: "PRAGMA cache_size = -8192")
        }
        pool = try DatabasePool(path: path, configuration: config)
        // DatabasePool sets synchronous=NORMAL on its writer after prepareDatabase ran,
        // so FULL has to be asked for here, outside a transaction.
        try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2,
                try String.fetchOne(db, sql: "PRAGMA journal_mode") == "wal",
                try Int.fetchOne(db, sql: "PRAGMA secure_delete") == 1
            else { fatalError("pragmas not in force") }
        }
    }

    package func info(email: String) async throws -> Info {
        try await pool.read { db in
            let orders = try String.fetchAll(
                db.cachedStatement(sql: SQL.orders), arguments: [email])
            var activity: [Activity] = []
            let rows = try Row.fetchCursor(
                db.cachedStatement(sql: SQL.activity), arguments: [email])
            while let row = try rows.next() {
                activity.append(
                    Activity(visitor: row[0], type: row[1], description: row[2], time: row[3]))
            }
            return Info(orders: orders, activity: activity)
        }
    }

    package func click(visitor: String, product: String) async throws {
        let now = Int64(Date().timeIntervalSince1970)
        try await pool.write { db in
            try db.cachedStatement(sql: SQL.click).execute(arguments: [
                visitor, "product " + product, now,
            ])
        }
    }

    package func forget(email: String) async throws {
        try await pool.write { db in
            for sql in SQL.forget { try db.cachedStatement(sql: sql).execute(arguments: [email]) }
        }
    }
}

package struct Shops: Sendable {
    private let byKey: [String: Shop]

    package init(directory: String) throws {
        struct Entry: Decodable { let key: String, private_key: String, file: String }
        let data = try Data(contentsOf: URL(fileURLWithPath: directory + "/shops.json"))
        var byKey: [String: Shop] = [:]
        for entry in try JSONDecoder().decode([Entry].self, from: data) {
            byKey[entry.key] = try Shop(
                key: entry.key, privateKey: entry.private_key, path: directory + "/" + entry.file)
        }
        self.byKey = byKey
    }

    package func shop(key: String) -> Shop? { byKey[key] }
    package func shop(key: String, privateKey: String) -> Shop? {
        guard let shop = byKey[key], shop.privateKey == privateKey else { return nil }
        return shop
    }
}
