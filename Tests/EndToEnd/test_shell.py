"""Somebody works on a shop's database with a shell of SQLite's, beside the service."""

import sqlite3
import threading
import time
from contextlib import closing

import pytest

from client import Client, Shop
from receipts import reached
from server import Server, create_shop

IN_USE = "Another program is writing to the database"
WAIT_SECONDS = .5


@pytest.fixture(params=["written to", "closed"])
def served(request, tmp_path):
    """A service, a shop's keys, and a shell that has its database open.

    One that is written to has a writer of its own; one that was closed is written to by connections that
    shops share, until the shell is there.
    """
    keys = create_shop(tmp_path / "data")
    with Server.on_folder(tmp_path / "data") as server, Client(server.url) as client:
        Shop.of(client, keys).private("customers", customers=[{"email": "ann@mail.example"}])
    with Server.on_folder(tmp_path / "data") as server, Client(server.url) as client:
        shop = Shop.of(client, keys)
        shop.public("log/click", product=1, visitor="first")
        if request.param == "written to":
            for number in range(70):
                shop.public("log/click", product=number, visitor="before")
        path = next((tmp_path / "data").rglob("privacy.db"))
        has_own_writer = path.with_name("privacy.db-shm").exists()
        assert has_own_writer == (request.param == "written to")
        with closing(sqlite3.connect(path, isolation_level=None)) as shell:
            yield server, keys, shell


def clicks(server, keys, count) -> list:
    """Clicks of as many callers at the same time: what they were answered."""
    return calls(server, keys, count, lambda shop, number: shop.call(
        "GET", "log/click", {"product": number, "visitor": f"v{number}"}))


def calls(server, keys, count, call) -> list:
    """What callers were answered who called at the same time."""
    def one(number):
        with Client(server.url) as client:
            answers[number] = call(Shop.of(client, keys), number)

    answers = [None] * count
    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_a_short_transaction_of_a_shell_is_waited_for(served):
    server, keys, shell = served
    results = []
    clicking = threading.Thread(target=lambda: results.extend(clicks(server, keys, 20)))
    shell.execute("BEGIN IMMEDIATE")
    clicking.start()
    time.sleep(WAIT_SECONDS / 4)
    shell.execute("COMMIT")
    clicking.join()
    assert [answer.status for answer in results] == [200] * 20


def test_a_long_one_is_told_of_and_nothing_is_lost(served):
    server, keys, shell = served
    shell.execute("BEGIN IMMEDIATE")
    start = time.monotonic()
    answers = clicks(server, keys, 20)
    # All of them wait for as long as one; those that came when the others waited, once more.
    assert time.monotonic() - start < 4 * WAIT_SECONDS
    answers += calls(server, keys, 20, lambda shop, number: shop.call(
        "POST", "privacy/forget", {"email": f"p{number}@mail.example"}, private=True))
    assert time.monotonic() - start < 8 * WAIT_SECONDS
    for answer in answers:
        assert answer.status == 503 and IN_USE in answer.json["message"], answer
        assert int(answer.headers["Retry-After"]) > 0
    with Client(server.url) as client:
        shop = Shop.of(client, keys)
        assert shop.info(email="ann@mail.example")["customers"]
        refused = shop.refused(503, "InternalError", "privacy/forget", email="ann@mail.example")
        assert IN_USE in refused["message"]
        shell.execute("COMMIT")
        assert [answer.status for answer in clicks(server, keys, 20)] == [200] * 20
        reached(shop, shop.forget(email="ann@mail.example")["receipt"], "verified")
        assert shop.info(email="ann@mail.example")["customers"] == []
