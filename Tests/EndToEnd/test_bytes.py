"""When a forget has been answered, no byte of the subject is left in any file of the data folder."""

import json
import os
import random
import sqlite3
import threading
import time
from contextlib import closing

import pytest

from client import Client, Shop
from disks import ImageDisk
from server import Server, command, create_shop
from test_restart import wait_until
from test_subjects import order

PEOPLE, FORGOTTEN = 400, 120


class Person:
    """Somebody whose every string is a marker of theirs alone."""

    def __init__(self, number, dice):
        self.mark = f"{dice.getrandbits(64):016x}"
        self.number, self.dice = number, dice
        self.email = f"mail-{self.mark}@shop.example"
        self.customer, self.visitor = f"customer-{self.mark}", f"visitor-{self.mark}"

    def profile(self):
        """A record of another size each time, so that rows grow and shrink."""
        return {"id": self.customer, "email": self.email,
                "notes": f"notes-{self.mark} " * self.dice.randrange(0, 120)}

    def live(self, shop):
        """Leaves something in every table."""
        id = f"order-{self.number}"
        shop.private("customers", customers=[self.profile()])
        shop.public("log/email", email=self.email, visitor=self.visitor)
        shop.public("log/click", product=f"product-{self.mark}", visitor=self.visitor)
        shop.public("log/basket/set", products=[f"wish-{self.mark}"], visitor=self.visitor,
                    basket_id=f"basket-{self.mark}")
        shop.public("subscriber/subscribe", email=self.email, list_id=f"list-{self.mark}")
        shop.private("orders", orders=[order(
            id, customer=self.customer, visitor=self.visitor, address=f"street-{self.mark}",
            products=[{"id": 1, "quantity": 1, "engraving": f"engraving-{self.mark}"}])])
        shop.private("orders/parcels", order_id=id, tracking_code=f"parcel-{self.mark}")
        shop.private("customers", customers=[self.profile()])


def many_customers(folder, dice) -> tuple:
    """So many that an import leaves a long log, and a feed of them."""
    people = [Person(number, dice) for number in range(6_000)]
    feed = folder / "customers.jsonl"
    feed.write_text("".join(
        json.dumps({"table": "customer", **person.profile()}) + "\n" for person in people))
    return people, feed


def occurrences(data, marks) -> dict:
    """In which files which of the marks stand."""
    found = {}
    for path in data.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for mark in marks:
                if mark.encode() in content:
                    found.setdefault(mark, []).append(path.name)
    return found


class Reader(threading.Thread):
    """Keeps reading, so that purges meet readers."""

    def __init__(self, url, keys, people):
        super().__init__(daemon=True)
        self.shop = Shop.of(Client(url), keys)
        self.people, self.is_over, self.failure = people, threading.Event(), None

    def run(self):
        try:
            while not self.is_over.is_set():
                self.shop.info(email=random.choice(self.people).email)
        except Exception as failure:
            self.failure = failure


class Synced(threading.Thread):
    """Has everything brought to the disk at once, also what is soon removed again."""

    def __init__(self):
        super().__init__(daemon=True)
        self._is_over = threading.Event()

    def __enter__(self):
        self.start()

    def __exit__(self, *_):
        self._is_over.set()
        self.join()

    def run(self):
        while not self._is_over.is_set():
            os.sync()


@pytest.mark.parametrize("seed", [1, 2])
def test_no_byte_of_the_forgotten_is_left_when_the_answer_comes(tmp_path, seed):
    dice = random.Random(seed)
    data = tmp_path / "data"
    keys = create_shop(data)
    with Server.on_folder(data) as server, Client(server.url) as client:
        shop = Shop.of(client, keys)
        people = [Person(number, dice) for number in range(PEOPLE)]
        for person in people:
            person.live(shop)
        marks = {person.mark for person in people}
        assert set(occurrences(data, marks)) == marks, "the search must find those who are there"
        readers = [Reader(server.url, keys, people) for _ in range(3)]
        for reader in readers:
            reader.start()
        forgotten, kept = people[:FORGOTTEN], people[FORGOTTEN:]
        dice.shuffle(forgotten)
        for number, person in enumerate(forgotten):
            shop.forget(**dice.choice([{"email": person.email}, {"customer": person.customer}]))
            if number % 10 == 0:
                gone = {one.mark for one in forgotten[:number + 1]}
                assert occurrences(data, gone) == {}
                shop.private("customers", customers=[dice.choice(kept).profile()])
        for reader in readers:
            reader.is_over.set()
            reader.join(60)
            assert reader.failure is None, reader.failure
        assert occurrences(data, {person.mark for person in forgotten}) == {}
        for person in dice.sample(kept, 40):
            held = shop.info(email=person.email)
            assert held["orders"] == [f"order-{person.number}"] and len(held["activity"]) == 2
    assert occurrences(data, {person.mark for person in forgotten}) == {}


@pytest.mark.parametrize("is_new", [True, False])
def test_nothing_is_left_in_blocks_of_the_disk_that_a_log_had(tmp_path, is_new):
    # Of a log that is not long, by the writer of a new shop and by one that shops share.
    disk = ImageDisk(tmp_path / "disk")
    try:
        keys, person = create_shop(disk.data), Person(1, random.Random(1))
        if not is_new:
            with Server.on_folder(disk.data) as server, Client(server.url) as client:
                Shop.of(client, keys).public("log/click", product=1, visitor="another")
        with Server.on_folder(disk.data) as server, Client(server.url) as client:
            shop = Shop.of(client, keys)
            person.live(shop)
            assert disk.blocks().count(person.mark.encode()) > 10
            shop.forget(email=person.email)
            assert person.mark.encode() not in disk.blocks()
    finally:
        disk.unmount()


@pytest.mark.parametrize("goes_on", [True, False])
def test_nothing_is_left_in_blocks_of_the_disk_that_an_import_had(tmp_path, goes_on):
    # Much that is brought in leaves a long log, of the service's writer or of one that is closed.
    disk = ImageDisk(tmp_path / "disk", 96 << 20)
    try:
        keys, dice = create_shop(disk.data), random.Random(1)
        people, feed = many_customers(tmp_path, dice)
        bring_in = "import", feed, "--shop", keys["key"], "--data", disk.data
        if not goes_on:
            command(*bring_in)
        with Server.on_folder(disk.data) as server, Client(server.url) as client:
            if goes_on:
                Shop.of(client, keys).public("log/click", product=1, visitor="another")
                # It is overwritten some seconds later, as soon as no long read is in the way.
                with closing(sqlite3.connect(next(disk.data.rglob("privacy.db")))) as shell:
                    shell.execute("BEGIN").execute("SELECT count(*) FROM sqlite_master").fetchone()
                    command(*bring_in)
                    time.sleep(4)
                    log = next(disk.data.rglob("privacy.db-wal"))
                    assert log.stat().st_size > 8 << 20
                wait_until(lambda: log.stat().st_size < 1 << 20, "the log is overwritten")
            Shop.of(client, keys).forget(email=people[0].email)
            assert people[0].mark.encode() not in disk.blocks()
            assert people[1].mark.encode() in disk.blocks()
    finally:
        disk.unmount()


def test_nothing_is_left_in_blocks_of_the_disk_by_a_forget_right_after_an_import(tmp_path):
    # The log of the import is overwritten two seconds later, so the forget has to do that itself.
    disk = ImageDisk(tmp_path / "disk", 96 << 20)
    try:
        keys, dice = create_shop(disk.data), random.Random(1)
        people, feed = many_customers(tmp_path, dice)
        with Server.on_folder(disk.data) as server, Client(server.url) as client:
            shop = Shop.of(client, keys)
            command("import", feed, "--shop", keys["key"], "--data", disk.data)
            for person in people[:2]:
                shop.forget(email=person.email)
            blocks = disk.blocks()
            assert not any(person.mark.encode() in blocks for person in people[:2])
            assert people[2].mark.encode() in blocks
    finally:
        disk.unmount()


@pytest.mark.parametrize("is_killed", [True, False])
@pytest.mark.parametrize("is_new", [True, False])
def test_nothing_is_left_in_blocks_of_the_disk_that_a_closed_shop_had(tmp_path, is_new, is_killed):
    # Its log was that of a writer of its own, or of writers that shops share.
    disk = ImageDisk(tmp_path / "disk")
    try:
        keys, person = create_shop(disk.data), Person(1, random.Random(1))
        for turn in range(1 if is_new else 2):
            with Server.on_folder(disk.data) as server, Client(server.url) as client:
                Shop.of(client, keys).public("log/click", product=turn, visitor="another")
                if turn == (0 if is_new else 1):
                    person.live(Shop.of(client, keys))
                    assert bool(list(disk.data.rglob("privacy.db-shm"))) == is_new
                    if is_killed:
                        server.kill()
        assert disk.blocks().count(person.mark.encode()) > 10
        with Server.on_folder(disk.data) as server, Client(server.url) as client:
            Shop.of(client, keys).forget(email=person.email)
            assert person.mark.encode() not in disk.blocks()
    finally:
        disk.unmount()


@pytest.mark.parametrize("what", ["backup", "rewrite", "restore", "delete"])
@pytest.mark.parametrize("is_served", [True, False])
def test_nothing_is_left_in_blocks_of_the_disk_that_a_copy_had(tmp_path, what, is_served):
    # A snapshot is packed from a copy of the shop's file, and unpacked into one.
    disk = ImageDisk(tmp_path / "disk", 48 << 20)

    def do(*arguments):
        return command(*arguments, "--data", disk.data)

    try:
        keys, dice = create_shop(disk.data), random.Random(1)
        person, other = Person(1, dice), Person(2, dice)
        with Server.on_folder(disk.data) as server, Client(server.url) as client:
            shop = Shop.of(client, keys)
            for one in (person, other):
                one.live(shop)

        def work():
            with Synced():
                do("backup", "--shop", keys["key"])
            snapshot = next(disk.data.rglob("*.oblio-backup"))
            packed = snapshot.read_bytes()[2_000:2_064]
            if what == "restore":
                do("restore", snapshot)
            if what != "delete":
                do("forget", "--shop", keys["key"], "--email", person.email, "--yes")
            if what == "rewrite":
                do("purge", "--backups")
            if what == "delete":
                do("shop", "delete", "--shop", keys["key"], "--yes")
            return packed

        if is_served:
            with Server.on_folder(disk.data):
                packed = work()
        else:
            packed = work()
        blocks = disk.blocks()
        assert person.mark.encode() not in blocks
        assert (other.mark.encode() in blocks) == (what != "delete")
        assert (packed in blocks) == (what in ("backup", "restore"))
    finally:
        disk.unmount()
