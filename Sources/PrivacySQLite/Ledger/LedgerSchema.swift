/// The tables of a shop's `ledger.db`: what was forgotten and when, and who asked for what.
///
/// Nothing in it is personal. Identifiers stand here only as digests keyed with a secret that is
/// in the registry alone, and derived for this file alone, so that the digests can be joined with
/// nothing else.
enum LedgerSchema {
    /// `PRAGMA application_id` of a ledger: "OBLL".
    static let applicationID: Int64 = 0x4F42_4C4C

    /// The migrations in their order.
    static let migrations = [Migration(erasures + chain)]

    private static let erasures = """
        CREATE TABLE erasure(
            id INTEGER PRIMARY KEY AUTOINCREMENT,  -- in the order of the forgets
            receipt TEXT NOT NULL UNIQUE,
            requested INTEGER NOT NULL,
            counts TEXT NOT NULL,       -- a JSON object of numbers by kind
            seal BLOB NOT NULL,         -- keyed, over the receipt's id and the counts
            committed INTEGER,          -- null: only intended so far
            purged INTEGER,
            verified INTEGER,
            backups_purged INTEGER,
            examined INTEGER,           -- bytes
            mentions INTEGER,
            waited INTEGER NOT NULL     -- 1: the purge had to be put off
        ) STRICT;
        CREATE INDEX erasure_open ON erasure(id) WHERE backups_purged IS NULL;

        CREATE TABLE digest(
            digest BLOB NOT NULL,       -- keyed, of an identifier of the forgotten subject
            erasure INTEGER NOT NULL,
            kind INTEGER NOT NULL,      -- 1 e-mail, 2 customer id, 3 visitor, 4, 5 parts of one, 6 order
            since INTEGER NOT NULL,     -- when the subject was forgotten
            state INTEGER NOT NULL,     -- 0 suppressed, 1 registered anew, 2 lifted by hand
            PRIMARY KEY(digest, erasure)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX digest_erasure ON digest(erasure);

        CREATE TABLE trace(
            erasure INTEGER NOT NULL,
            digest BLOB NOT NULL,       -- keyed, of one form in which an identifier may be written
            prefix INTEGER NOT NULL,    -- its ends and its length, under a keyed mask
            shape INTEGER NOT NULL,
            PRIMARY KEY(erasure, digest)
        ) STRICT, WITHOUT ROWID;

        -- Forgets up to this one can no longer be carried out on an older snapshot.
        CREATE TABLE reach(id INTEGER PRIMARY KEY CHECK(id = 1), pruned_through INTEGER NOT NULL)
            STRICT;
        INSERT INTO reach(id, pruned_through) VALUES (1, 0);

        """

    private static let chain = """
        CREATE TABLE audit(
            sequence INTEGER PRIMARY KEY,
            time INTEGER NOT NULL,
            action TEXT NOT NULL,
            actor TEXT NOT NULL,
            outcome TEXT NOT NULL,
            count INTEGER NOT NULL,
            reference TEXT NOT NULL,
            previous BLOB NOT NULL,
            hash BLOB NOT NULL
        ) STRICT;
        -- Where the chain ends, so that entries taken from its end are missed.
        CREATE TABLE head(
            id INTEGER PRIMARY KEY CHECK(id = 1),
            sequence INTEGER NOT NULL,
            hash BLOB NOT NULL,
            seal BLOB NOT NULL          -- keyed
        ) STRICT;
        """
}
