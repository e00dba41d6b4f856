/// The tables of `registry.db`: which shops there are, and who may speak for them.
enum RegistrySchema {
    /// `PRAGMA application_id` of the registry: "OBLR".
    static let applicationID: Int64 = 0x4F42_4C52

    /// The migrations in their order.
    static let migrations: [Migration] = [
        """
        CREATE TABLE shop(
            id TEXT PRIMARY KEY,            -- the name of its folder
            position INTEGER NOT NULL,      -- in which order they were made
            name TEXT NOT NULL,
            key TEXT NOT NULL UNIQUE,       -- the public key
            created INTEGER NOT NULL,
            disabled INTEGER NOT NULL,
            deleting INTEGER NOT NULL,      -- 1: its folder is to go, then this row
            collected INTEGER NOT NULL,     -- bits of the kinds of data that come in
            suppression_days INTEGER NOT NULL,
            kept_order_attributes TEXT NOT NULL,  -- a JSON array of names
            digest_secret BLOB NOT NULL
        ) STRICT;
        CREATE TABLE private_key(
            id TEXT PRIMARY KEY,
            shop TEXT NOT NULL,
            digest BLOB NOT NULL,           -- SHA-256
            scopes INTEGER NOT NULL,
            created INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX private_key_shop ON private_key(shop);
        CREATE TABLE probe(id INTEGER PRIMARY KEY, time INTEGER NOT NULL) STRICT;
        """,
        """
        -- Shops in which a forget is not through all its states.
        CREATE TABLE pending(shop TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
        """,
        """
        -- A JSON array of the addresses from which calls with a private key are taken; empty: from any.
        ALTER TABLE shop ADD COLUMN allowed_addresses TEXT NOT NULL DEFAULT '[]';
        """,
        """
        -- 1: its file was made, and is missed when it is not there.
        ALTER TABLE shop ADD COLUMN made INTEGER NOT NULL DEFAULT 0;
        """,
    ]
}
