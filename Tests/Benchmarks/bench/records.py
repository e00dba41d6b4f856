"""The made-up records that every server holds, computed from numbers alone.

Subject n of shop s has 1 customer, 2 visitors, 3 orders and 20 activities, 10 a visitor. Who they
are follows from (s, n), so a load script names them without a list: load/common.lua computes the
same. Activities lie in the order of time, those of all visitors mixed, as a log grows.
"""

import json
from collections.abc import Iterator

START = 1_700_000_000
TURNS = 10  # activities of a visitor
TYPES = "click", "view", "search", "cart", "click"
RECORDS_A_SUBJECT = 1 + 2 + 3 + 2 * TURNS


def key(shop: int) -> str:
    return f"shop{shop}-key"


def private_key(shop: int) -> str:
    return f"shop{shop}-private"


def visitor(shop: int, subject: int, which: int) -> str:
    number = subject * 2 + which
    return f"{number * 2_654_435_761 % 2**32:08x}{number:08x}{shop % 256:02x}"


def email(subject: int) -> str:
    return f"u{subject * 2_246_822_519 % 2**32:08x}.{subject}@mail.example"


def customer_id(subject: int) -> str:
    return f"c{subject:07d}"


def order_id(subject: int, which: int) -> str:
    return f"o{subject * 3 + which:07d}"


def _note(number: int, size: int) -> str:
    return (f"{number * 0x9E3779B97F4A7C15 % 2**128:032x}" * 8)[:size]


def customers(shop: int, subjects: int) -> Iterator[tuple]:
    for n in range(subjects):
        yield customer_id(n), email(n), json.dumps(
            {"first_name": f"First{n}", "last_name": f"Last{n}", "note": _note(n, 100)})


def links(shop: int, subjects: int) -> Iterator[tuple]:
    for n in range(subjects):
        for which in (0, 1):
            yield visitor(shop, n, which), email(n), START + n


def orders(shop: int, subjects: int) -> Iterator[tuple]:
    """The third order of a subject was made without an account: only its visitor is known."""
    for n in range(subjects):
        for which in (0, 1, 2):
            named = which < 2
            yield (order_id(n, which), customer_id(n) if named else None,
                   email(n) if named else None, visitor(shop, n, which % 2),
                   START + n * 7 + which, json.dumps({
                       "total": (n * 37 + which * 11) % 20_000 / 100, "currency": "EUR",
                       "items": [{"product": f"p{(n + which * 17) % 5_000}", "amount": which + 1}],
                       "note": _note(n * 3 + which, 150)}))


def activities(shop: int, subjects: int) -> Iterator[tuple]:
    count, step = subjects * 2, 100_003  # a prime, so that each turn meets every visitor once
    while count % step == 0:
        step += 2
    for turn in range(TURNS):
        for i in range(count):
            number = (i * step + turn * 7_919) % count
            at = START + turn * count + i
            yield (visitor(shop, number // 2, number % 2), TYPES[turn % len(TYPES)],
                   f"product p{(number * 31 + turn * 7) % 5_000}", at)


TABLES = {
    "customer": (("id", "email", "body"), customers),
    "visitor_link": (("visitor", "email", "time"), links),
    "orders": (("id", "customer", "email", "visitor", "time", "body"), orders),
    "activity": (("visitor", "type", "description", "time"), activities),
}


def objects(shop: int, subjects: int) -> Iterator[dict]:
    """All records of a shop as import lines have them (Docs/import.md)."""
    names = {"visitor_link": "link", "orders": "order"}
    for table, (columns, rows) in TABLES.items():
        for row in rows(shop, subjects):
            yield {"table": names.get(table, table), **dict(zip(columns, row))}
