internal import SQLite

/// What one read transaction of a shop works with.
struct ShopReading {
    let connection: Connection
    let digester: Digester

    var people: People { People(connection: connection, digester: digester) }
    var visitors: Visitors { Visitors(connection: connection, digester: digester) }
}
