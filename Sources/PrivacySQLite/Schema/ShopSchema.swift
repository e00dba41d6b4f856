/// The tables of a shop's `privacy.db`.
///
/// A string that identifies or describes a person stands in one place only, in the identity
/// tables, which grow in key order; behaviour refers to people by integers that mean nothing by
/// themselves. The chain is
///
///     identifier → person ← span → visitor
///                             ↑
///               activity, basket, orders
///
/// A *person* is only a number that the identifiers named together share. A *span* is what a
/// visitor did while it was linked to one person, or to nobody: whatever a visitor does is stored
/// under the span that was current when it arrived, so that what belongs to a subject is a set of
/// spans and each is one range of rows.
enum ShopSchema {
    /// `PRAGMA application_id` of a shop's file: "OBLI".
    static let applicationID: Int64 = 0x4F42_4C49

    /// The migrations in their order; a file's `user_version` says how many it has had.
    static let migrations = [
        Migration(identity + history + orders + items), Migration(positions), Migration(rows),
        Migration(blocks), Migration(numbers) { try OlderActivities(connection: $0).move() },
    ]

    private static let identity = """
        CREATE TABLE identifier(
            id INTEGER PRIMARY KEY,
            kind INTEGER NOT NULL,      -- 1 e-mail, 2 customer id
            digest BLOB NOT NULL,       -- keyed; what it is looked up by
            text TEXT NOT NULL,         -- as it came
            number INTEGER NOT NULL,    -- 1: came as a JSON number
            person INTEGER NOT NULL,    -- the number that one person's identifiers share
            vouched INTEGER NOT NULL    -- 1: a private call made it known
        ) STRICT;
        CREATE UNIQUE INDEX identifier_digest ON identifier(digest);
        CREATE INDEX identifier_person ON identifier(person);

        CREATE TABLE customer(
            identifier INTEGER PRIMARY KEY,  -- the customer id, or the e-mail where there is none
            email INTEGER,                   -- the identifier of the e-mail it has now
            attributes TEXT NOT NULL         -- a JSON object
        ) STRICT;
        CREATE INDEX customer_email ON customer(email) WHERE email IS NOT NULL;

        CREATE TABLE subscription(
            email INTEGER NOT NULL,
            list TEXT NOT NULL,         -- empty: globally
            number INTEGER NOT NULL,    -- 1: the list's id came as a JSON number
            since INTEGER NOT NULL,
            PRIMARY KEY(email, list)
        ) STRICT, WITHOUT ROWID;

        """

    private static let history = """
        CREATE TABLE visitor(
            id INTEGER PRIMARY KEY,
            digest BLOB NOT NULL,
            text TEXT NOT NULL,
            span INTEGER NOT NULL       -- where what it does now is stored
        ) STRICT;
        CREATE UNIQUE INDEX visitor_digest ON visitor(digest);

        CREATE TABLE span(
            id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again, for reports being streamed
            visitor INTEGER,            -- null: a person's own, for what came without a visitor
            person INTEGER,             -- null: nobody's
            since INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX span_visitor ON span(visitor, person) WHERE visitor IS NOT NULL;
        CREATE INDEX span_person ON span(person) WHERE person IS NOT NULL;

        CREATE TABLE activity(
            span INTEGER NOT NULL,
            time INTEGER NOT NULL,
            position INTEGER NOT NULL,  -- tells apart what came in one second
            kind ANY NOT NULL,          -- a number: ours; text: an imported type
            item TEXT NOT NULL,         -- the product, …; of an imported type its description
            PRIMARY KEY(span, time, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE basket(
            span INTEGER NOT NULL,
            basket TEXT NOT NULL,       -- empty: the one without an id
            number INTEGER NOT NULL,    -- 1: the id came as a JSON number
            products TEXT NOT NULL,     -- a JSON array of objects with id and quantity
            PRIMARY KEY(span, basket)
        ) STRICT, WITHOUT ROWID;

        """

    private static let orders = """
        CREATE TABLE orders(
            id INTEGER PRIMARY KEY,
            text TEXT NOT NULL,         -- the shop's id
            number INTEGER NOT NULL,    -- 1: came as a JSON number
            time INTEGER NOT NULL,
            arrived INTEGER NOT NULL,
            products TEXT NOT NULL,     -- a JSON array
            customer INTEGER,           -- identifiers of those it names
            email INTEGER,
            span INTEGER,
            vouched INTEGER NOT NULL,   -- 1: the customer, 2: the e-mail was named by a private call
            state INTEGER NOT NULL,     -- 0 ordinary, 1 anonymous for ever, 2 that and deleted
            extras INTEGER NOT NULL     -- 1: may have returns, 2: may have parcels
        ) STRICT;
        CREATE UNIQUE INDEX orders_text ON orders(text);
        CREATE INDEX orders_customer ON orders(customer) WHERE customer IS NOT NULL;
        CREATE INDEX orders_email ON orders(email) WHERE email IS NOT NULL;
        -- An order that names people is theirs; only one that names nobody is its visitor's.
        CREATE INDEX orders_span ON orders(span)
            WHERE span IS NOT NULL AND customer IS NULL AND email IS NULL;

        CREATE TABLE order_attributes(
            orders INTEGER PRIMARY KEY,
            attributes TEXT NOT NULL    -- a JSON object
        ) STRICT;

        CREATE TABLE order_return(
            id INTEGER PRIMARY KEY,
            orders INTEGER NOT NULL,
            product TEXT NOT NULL,
            number INTEGER NOT NULL,    -- 1: the product's id came as a JSON number
            quantity TEXT NOT NULL,     -- as it was written
            time INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX order_return_orders ON order_return(orders);

        CREATE TABLE parcel(
            id INTEGER PRIMARY KEY AUTOINCREMENT,  -- an id that was given out stays used
            orders INTEGER NOT NULL,
            tracking_code TEXT,
            tracking_link TEXT,
            status TEXT
        ) STRICT;
        CREATE INDEX parcel_orders ON parcel(orders);

        """

    private static let items = """
        CREATE TABLE item(
            kind INTEGER NOT NULL,      -- 1 product, 2 category, 3 page
            text TEXT NOT NULL,
            number INTEGER NOT NULL,
            name TEXT,                  -- the attribute of that name, where it is text
            attributes TEXT NOT NULL,   -- a JSON object
            PRIMARY KEY(kind, text)
        ) STRICT, WITHOUT ROWID;
        """

    /// Which forgets are carried out in this file, so that they can be carried out again on an older
    /// one, and on nobody who came later.
    private static let positions = """
        CREATE TABLE erasure_position(
            id INTEGER PRIMARY KEY CHECK(id = 1),
            last INTEGER NOT NULL       -- the ledger's number of the last forget carried out here
        ) STRICT;
        INSERT INTO erasure_position(id, last) VALUES (1, 0);
        -- Spans that are gone, of whose rows some are still to go.
        CREATE TABLE doomed(span INTEGER PRIMARY KEY) STRICT;
        -- That number when the row was made: forgets up to it are not about this row.
        ALTER TABLE identifier ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE visitor ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
        """

    /// Fewer places to look at for a report: identifiers stand by person in blocks of numbers, spans are read
    /// from their index alone, an order is one row, and rows say whether there may be something in the
    /// tables that most have nothing in.
    private static let rows = """
        ALTER TABLE identifier ADD COLUMN extras INTEGER NOT NULL DEFAULT 0;  -- 1: may be subscribed
        UPDATE identifier SET extras = 1 WHERE id IN (SELECT email FROM subscription);
        CREATE TRIGGER subscription_made AFTER INSERT ON subscription BEGIN
            UPDATE identifier SET extras = extras | 1 WHERE id = new.email AND extras & 1 = 0;
        END;
        DROP INDEX identifier_person;
        -- Those that do not stand in their person's block.
        CREATE INDEX identifier_person ON identifier(person) WHERE person <> (id & -64);

        -- 1: may have baskets, 2: may have orders that name nobody
        ALTER TABLE span ADD COLUMN extras INTEGER NOT NULL DEFAULT 0;
        UPDATE span SET extras = 1 WHERE id IN (SELECT span FROM basket);
        UPDATE span SET extras = extras | 2 WHERE id IN (SELECT span FROM orders
            WHERE span IS NOT NULL AND customer IS NULL AND email IS NULL);
        CREATE TRIGGER basket_made AFTER INSERT ON basket BEGIN
            UPDATE span SET extras = extras | 1 WHERE id = new.span AND extras & 1 = 0;
        END;
        DROP INDEX span_person;
        CREATE INDEX span_person ON span(person, visitor, since, extras)
            WHERE person IS NOT NULL;

        ALTER TABLE orders ADD COLUMN attributes TEXT;  -- a JSON object; null: none
        UPDATE orders SET attributes =
            (SELECT attributes FROM order_attributes WHERE order_attributes.orders = orders.id);
        DROP TABLE order_attributes;
        -- extras 4: customer and email are one person's, so it is found by either
        UPDATE orders SET extras = extras | 4
            WHERE (SELECT person FROM identifier WHERE identifier.id = orders.customer)
                = (SELECT person FROM identifier WHERE identifier.id = orders.email);
        DROP INDEX orders_customer;
        CREATE INDEX orders_customer ON orders(customer)
            WHERE customer IS NOT NULL AND extras & 4 = 0;
        CREATE TRIGGER orders_made AFTER INSERT ON orders
            WHEN new.span IS NOT NULL AND new.customer IS NULL AND new.email IS NULL BEGIN
            UPDATE span SET extras = extras | 2 WHERE id = new.span AND extras & 2 = 0;
        END;
        CREATE TRIGGER orders_moved AFTER UPDATE OF span, customer, email ON orders
            WHEN new.span IS NOT NULL AND new.customer IS NULL AND new.email IS NULL BEGIN
            UPDATE span SET extras = extras | 2 WHERE id = new.span AND extras & 2 = 0;
        END;
        """

    /// A row of `activity` may hold several, as an ``ActivityBlock`` in `kind`; `item` is then empty.
    private static let blocks = ""

    /// The rows of `activity` are looked up by one number (``ActivityNumbers``), and all are blocks.
    private static let numbers = """
        ALTER TABLE activity RENAME TO older_activity;
        CREATE TABLE activity(
            id INTEGER PRIMARY KEY,     -- the span, times 2^32, and the order of its rows
            time INTEGER NOT NULL,      -- of the oldest
            position INTEGER NOT NULL,  -- of the oldest; tells apart what came in one second
            block BLOB NOT NULL
        ) STRICT;
        """
}
