"""The nightly synchronisation after forgets: everything again, and nobody is back."""

import json
import random
import time

import pytest

from client import Client
from people import Person, exports, is_gone, occurrences
from server import command

PEOPLE, FORGOTTEN, BATCH = 300, 60, 100


class Feed:
    """What the shop's own system knows: it sends all of it every night, also the forgotten."""

    def __init__(self, dice):
        self.people = [Person(number, dice) for number in range(PEOPLE)]
        self.customers = [one.profile(dice, 800) for one in self.people]
        self.orders = [one.order(index, status="sent") for one in self.people
                       for index in range(len(one.orders))]

    def send(self, shop) -> list:
        """By calls, in batches; returns who was refused."""
        refused = []
        for kind, objects in (("customers", self.customers), ("orders", self.orders)):
            for start in range(0, len(objects), BATCH):
                answer = shop.private(kind, **{kind: objects[start:start + BATCH]})
                refused += answer.get("suppressed", [])
        return refused

    def import_into(self, place) -> int:
        """By a file; returns how many were refused."""
        file = place.data.parent / "feed.json"
        file.write_text(json.dumps({"customers": self.customers, "orders": self.orders}))
        summary = command("import", file, "--shop", place.keys["key"], "--data", place.data,
                          "--json")
        file.unlink()
        return json.loads(summary)["suppressed"]


@pytest.mark.parametrize("way", ["calls", "file"])
def test_the_whole_feed_again_brings_nobody_back(place, way):
    dice = random.Random(11)
    feed = Feed(dice)
    with place.served() as server, Client(server.url) as client:
        shop = place.shop(client)
        assert feed.send(shop) == []
        gone, others = feed.people[:FORGOTTEN], feed.people[FORGOTTEN:]
        dice.shuffle(gone)
        before = exports(shop, others)
        for one in gone:
            shop.forget(**dice.choice(one.names[:2]))
        # Orders that the service first hears of now, from before the forget and from after it.
        for one, placed in ((gone[0], 1_600_000_000), (gone[1], int(time.time()) + 60)):
            one.orders.append(f"late-{one.number}")
            feed.orders.append({**one.order(len(one.orders) - 1), "time": placed})
        for night in range(3):
            if way == "calls":
                assert feed.send(shop) == [one.customer for one in feed.people[:FORGOTTEN]]
            else:
                assert feed.import_into(place) == FORGOTTEN
            assert all(is_gone(shop, one) for one in gone if one is not gone[1]), night
            assert exports(shop, others) == before
            assert shop.info(email=gone[1].email)["orders"] == [f"late-{gone[1].number}"]
            assert shop.info(email=gone[1].email)["customers"] == []
        marks = {one.mark for one in gone} - {gone[1].mark}
        assert occurrences([place.data], marks) == {}


def test_who_registers_anew_is_accepted_and_the_old_account_stays_out(place):
    dice = random.Random(12)
    feed = Feed(dice)
    with place.served() as server, Client(server.url) as client:
        shop = place.shop(client)
        feed.send(shop)
        first, second = feed.people[:2]
        shop.forget(email=first.email)
        shop.forget(customer=second.customer)
        anew = {"id": f"new-{first.customer}", "email": first.email, "name": "Zoë"}
        again = {"id": second.customer, "email": second.email, "created": int(time.time()) + 60}
        feed.customers += [anew, again]
        feed.orders.append({"id": "anew", "products": [1], "time": int(time.time()) + 60,
                            "customer": anew["id"], "email": first.email})
        assert feed.send(shop) == [first.customer, second.customer]
        assert shop.info(email=first.email)["customers"] == [anew]
        assert shop.info(email=first.email)["orders"] == ["anew"]
        assert shop.info(customer=second.customer)["customers"] == [again]
        assert shop.info(customer=second.customer)["orders"] == []
        assert shop.info(customer=first.customer)["customers"] == []
