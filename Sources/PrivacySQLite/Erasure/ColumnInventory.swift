/// What each column of a shop's file holds, of a person's point of view.
///
/// Tests hold it against the schema: a column that is not declared here fails them, and so does a
/// personal one that an erasure leaves.
enum ColumnInventory {
    /// What a column holds.
    enum Content {
        /// Identifies or describes a person: an erasure removes it.
        case personal
        /// Means nobody without another table, or without the registry's secret.
        case pseudonymous
        /// Says nothing about anybody.
        case neutral
    }

    /// Every column, by its table.
    static let columns: [String: [String: Content]] = [
        "identifier": [
            "id": .pseudonymous, "kind": .neutral, "digest": .pseudonymous, "text": .personal,
            "number": .neutral, "person": .pseudonymous, "vouched": .neutral,
            "position": .neutral,
        ],
        "customer": [
            "identifier": .pseudonymous, "email": .pseudonymous, "attributes": .personal,
        ],
        "subscription": [
            "email": .pseudonymous, "list": .personal, "number": .neutral, "since": .pseudonymous,
        ],
        "visitor": [
            "id": .pseudonymous, "digest": .pseudonymous, "text": .personal,
            "span": .pseudonymous, "position": .neutral,
        ],
        "erasure_position": ["id": .neutral, "last": .neutral],
        "span": [
            "id": .pseudonymous, "visitor": .pseudonymous, "person": .pseudonymous,
            "since": .pseudonymous,
        ],
        "activity": [
            "span": .pseudonymous, "time": .pseudonymous, "position": .neutral,
            "kind": .personal, "item": .personal,
        ],
        "basket": [
            "span": .pseudonymous, "basket": .personal, "number": .neutral,
            "products": .personal,
        ],
        // The shop's own id, time and products stay when an order becomes anonymous.
        "orders": [
            "id": .neutral, "text": .neutral, "number": .neutral, "time": .neutral,
            "arrived": .neutral, "products": .personal, "customer": .pseudonymous,
            "email": .pseudonymous, "span": .pseudonymous, "vouched": .neutral,
            "state": .neutral, "extras": .neutral,
        ],
        "order_attributes": ["orders": .neutral, "attributes": .personal],
        "order_return": [
            "id": .neutral, "orders": .neutral, "product": .neutral, "number": .neutral,
            "quantity": .neutral, "time": .neutral,
        ],
        "parcel": [
            "id": .neutral, "orders": .neutral, "tracking_code": .personal,
            "tracking_link": .personal, "status": .personal,
        ],
        "item": [
            "kind": .neutral, "text": .neutral, "number": .neutral, "name": .neutral,
            "attributes": .neutral,
        ],
    ]
}
