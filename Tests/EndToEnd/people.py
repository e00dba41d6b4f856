"""People whose every string carries a mark of theirs alone, and the search for marks in files."""

import gzip
import json
import random
import re
import zlib
from pathlib import Path

from test_subjects import LONG_AGO

MARK = re.compile(rb"zq[0-9a-f]{14}")
# A mark of which every letter was escaped, as JSON and as a query may.
ESCAPED = re.compile(rb"(?:%7a|\\u007a)(?:%71|\\u0071)")


class Person:
    """Somebody with a record, two browsers, a basket, subscriptions and several orders."""

    def __init__(self, number: int, dice: random.Random, orders: int | None = None):
        self.number, self.mark = number, f"zq{dice.getrandbits(56):014x}"
        self.email = f"Zoë.{self.mark}+{number}@shop.example"
        self.customer, self.visitor = f"customer-{self.mark}", f"visitor-{self.mark}"
        count = dice.randint(1, 4) if orders is None else orders
        self.orders = [f"order-{number}-{index}" for index in range(count)]

    @property
    def names(self) -> list:
        """Every subject argument that names the person."""
        return [{"email": self.email}, {"customer": self.customer}, {"visitor": self.visitor}]

    def profile(self, dice, largest=4_000) -> dict:
        """A record of another size each time, so that rows grow and shrink."""
        notes = f"notes of {self.mark} " * (dice.randrange(largest) // 26)
        return {"id": self.customer, "email": self.email, "name": f"Zoë {self.mark}",
                "notes": notes}

    def order(self, index: int, **more) -> dict:
        """One of the person's orders as the feed has it, with personal attributes."""
        lines = [{"id": number, "quantity": 1, "engraving": f"for {self.mark}"}
                 for number in range(1 + index % 3)]
        return {"id": self.orders[index], "products": lines, "time": LONG_AGO + self.number,
                "customer": self.customer, "email": self.email, "street": f"{self.mark} road 1",
                **more}

    def feed(self, dice) -> list:
        """Lines of an import that bring the person with history and orders."""
        time = LONG_AGO + self.number
        activity = [
            {"table": "activity", "visitor": self.visitor, "type": "click",
             "product": f"wish-{self.mark}", "time": time + second} for second in range(2)]
        return [
            {"table": "customer", **self.profile(dice)},
            {"table": "link", "visitor": self.visitor, "email": self.email, "time": time},
            *activity,
            *({"table": "order", **self.order(index)} for index in range(len(self.orders)))]

    def live(self, shop, dice):
        """Leaves something in every table, by the calls of a shop."""
        shop.private("customers", customers=[self.profile(dice)])
        shop.public("log/click", product=f"wish-{self.mark}", visitor=self.visitor)
        shop.public("log/email", email=self.email, visitor=self.visitor)
        shop.public("log/basket/set", products=[f"wish-{self.mark}"], visitor=self.visitor,
                    basket_id=f"basket-{self.mark}")
        shop.public("subscriber/subscribe", email=self.email, list_id=f"list-{self.mark}")
        shop.private("orders", orders=[
            self.order(index, visitor=self.visitor) for index in range(len(self.orders))])
        for id in self.orders[:1]:
            shop.private("orders/parcels", order_id=id, tracking_code=f"parcel-{self.mark}",
                         tracking_link=f"https://track.example/{self.mark}", status="sent")


def populated(shop, count: int, dice: random.Random, orders: int | None = None) -> list:
    """Makes people by the shop's calls."""
    people = [Person(number, dice, orders) for number in range(count)]
    for person in people:
        person.live(shop, dice)
    return people


def written(people, dice, path: Path) -> Path:
    """Writes a file of import lines that brings people."""
    with path.open("w") as file:
        for person in people:
            for line in person.feed(dice):
                file.write(json.dumps(line) + "\n")
    return path


def exports(shop, people) -> dict:
    """What `info` answers about each, byte for byte, and their orders; by their mark."""
    found = {}
    for person in people:
        answer = shop.call("POST", "privacy/info", {"email": person.email}, private=True)
        assert answer.status == 200, answer
        found[person.mark] = answer.body, json.dumps(shop.get("orders", orders=person.orders))
    return found


def orders_are_anonymous(shop, person) -> bool:
    """Whether every order of the person is there and says nothing of them."""
    kept = shop.get("orders", orders=person.orders)["orders"]
    return len(kept) == len(person.orders) and all(
        one.keys() <= {"id", "products", "time", "returns"} and person.mark not in str(one)
        for one in kept)


def is_gone(shop, person) -> bool:
    """Whether `info` finds nothing by any name, and the orders are nobody's."""
    for name in person.names:
        held = shop.info(**name)
        if any(held[kind] for kind in held.keys() - {"status", "suppression"}):
            return False
    return orders_are_anonymous(shop, person)


# The search

def marks_in(content: bytes) -> set:
    """The marks that stand in some bytes, in either case."""
    content = content.lower()
    assert not ESCAPED.search(content), "there is a mark with escaped letters"
    return {one.decode() for one in MARK.findall(content)}


def content_of(path: Path) -> bytes:
    """A file's bytes, and what they unpack to, as far as they do."""
    content = path.read_bytes()
    if content[:2] == b"\x1f\x8b":
        try:
            content += gzip.decompress(content)
        except (EOFError, OSError, zlib.error):
            content += zlib.decompressobj(31).decompress(content)
    return content


def occurrences(folders, marks) -> dict:
    """In which files below some folders which of the marks stand."""
    found = {}
    for folder in folders:
        for path in [folder] if folder.is_file() else folder.rglob("*"):
            if path.is_file():
                for mark in marks_in(content_of(path)) & set(marks):
                    found.setdefault(mark, []).append(path.name)
    return found
