internal import Privacy
internal import SQLite

/// What one write job of a shop works with.
struct ShopWriting {
    let connection: Connection
    let digester: Digester
    let settings: ShopSettings
    /// Whose old data stay out.
    let suppression: SuppressionCheck
    /// How long before a visitor's first link its activity still belongs to the person linked.
    let lookbackSeconds: Int64

    var reading: ShopReading { ShopReading(connection: connection, digester: digester) }
    var people: People { People(connection: connection, digester: digester) }
    var visitors: Visitors { Visitors(connection: connection, digester: digester) }
    var orders: Orders { Orders(connection: connection) }
}
