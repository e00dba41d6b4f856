/// What each column of each file holds, of a person's point of view.
///
/// Tests hold it against the schemas: a column that is not declared here fails them, and so does a
/// personal one that an erasure leaves, or that stands elsewhere than in a shop's own file.
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

    /// The columns of a file, by their table.
    typealias Columns = [String: [String: Content]]

    /// A shop's `privacy.db`.
    static let shop: Columns = [
        "identifier": [
            "id": .pseudonymous, "kind": .neutral, "digest": .pseudonymous, "text": .personal,
            "number": .neutral, "person": .pseudonymous, "vouched": .neutral,
            "position": .neutral, "extras": .neutral,
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
        "doomed": ["span": .pseudonymous],
        "span": [
            "id": .pseudonymous, "visitor": .pseudonymous, "person": .pseudonymous,
            "since": .pseudonymous, "extras": .neutral,
        ],
        "activity": [
            "id": .pseudonymous, "time": .pseudonymous, "position": .neutral,
            "block": .personal,
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
            "state": .neutral, "extras": .neutral, "attributes": .personal,
        ],
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

    /// A shop's `ledger.db`.
    static let ledger: Columns = [
        "erasure": [
            "id": .neutral, "receipt": .neutral, "requested": .neutral, "counts": .neutral,
            "seal": .neutral,
            "committed": .neutral, "purged": .neutral, "verified": .neutral,
            "backups_purged": .neutral, "examined": .neutral, "mentions": .neutral,
            "waited": .neutral,
        ],
        "digest": [
            "digest": .pseudonymous, "erasure": .neutral, "kind": .neutral, "since": .neutral,
            "state": .neutral,
        ],
        "trace": [
            "erasure": .neutral, "digest": .pseudonymous, "prefix": .pseudonymous,
            "shape": .pseudonymous,
        ],
        "reach": ["id": .neutral, "pruned_through": .neutral],
        // The reads of many are counted together, and a forget is told by its receipt.
        "audit": [
            "sequence": .neutral, "time": .neutral, "action": .neutral, "actor": .neutral,
            "outcome": .neutral, "count": .neutral, "reference": .neutral, "previous": .neutral,
            "hash": .neutral,
        ],
        "head": ["id": .neutral, "sequence": .neutral, "hash": .neutral, "seal": .neutral],
    ]

    /// `registry.db`, which knows shops and no people.
    static let registry: Columns = [
        "shop": [
            "id": .neutral, "position": .neutral, "name": .neutral, "key": .neutral,
            "created": .neutral, "disabled": .neutral, "deleting": .neutral,
            "collected": .neutral, "suppression_days": .neutral,
            "kept_order_attributes": .neutral, "digest_secret": .neutral, "made": .neutral,
            "allowed_addresses": .neutral,
        ],
        "private_key": [
            "id": .neutral, "shop": .neutral, "digest": .neutral, "scopes": .neutral,
            "created": .neutral,
        ],
        "probe": ["id": .neutral, "time": .neutral],
        "pending": ["shop": .neutral],
    ]
}
