"""A disk that fails, now or always: nothing is answered as done, nothing answered is lost, all heals."""

import http.client
import json
import random
import re
import threading

import pytest

from client import Client, Shop
from disks import Refusal, refusing
from metrics import eventually, faults
from receipts import reached
from server import Server, command, create_shop, run
from test_restart import wait_until

MARK = "gone-without-trace"
# What info tells of nobody.
NOBODY = {"orders": [], "customers": [], "emails": [], "visitors": [], "activity": []}
# What is seen at least of a disk that fails now and then.
REFUSALS, FORGETS = 3, 10
# Beyond so many writes one after another a shop has a connection of its own that writes.
MANY_WRITES = 80


def email(number) -> str:
    return f"person.{number}@mail.example"


def customer(number) -> dict:
    return {"id": f"c{number}", "email": email(number), "note": str(number)}


def is_refused(answer) -> bool:
    """Whether a call was not done, or perhaps not, for which there is only one reason here."""
    if answer.status == 200:
        return False
    assert answer.status == 500 and answer.json["type"] == "InternalError", answer
    assert "The disk failed" in answer.json["message"], answer.json
    return True


def is_there(shop, number) -> bool:
    """Whether a person is there, with everything that was sent of them; else nothing of them is."""
    found = shop.info(email=email(number))
    told = {name: found.get(name) for name in NOBODY}
    if told == NOBODY:
        return False
    assert [one["note"] for one in told["customers"]] == [str(number)]
    assert told["emails"] == [email(number)]
    expected = (1, 1, 3) if number == MARK else (0, 0, 0)
    assert tuple(len(told[name]) for name in ("orders", "visitors", "activity")) == expected, told
    return True


@pytest.fixture
def place(tmp_path):
    """A data folder with a shop in which somebody was forgotten, and its keys."""
    data = tmp_path / "data"
    keys = create_shop(data)
    with Server.on_folder(data) as server, Client(server.url) as client:
        shop = Shop.of(client, keys)
        shop.private("customers", customers=[customer(n) for n in (*range(20), MARK)])
        shop.public("log/sale", sale="order-1", products=[1], email=email(MARK), visitor=f"v-{MARK}")
        for product in range(2):
            shop.public("log/click", product=product, visitor=f"v-{MARK}")
        reached(shop, shop.forget(email=email(0))["receipt"], "verified")
    return data, keys


@pytest.mark.parametrize("writes", [3, MANY_WRITES], ids=["shared", "own"])
@pytest.mark.parametrize("names", [
    ["privacy.db-wal"], ["privacy.db"], ["ledger.db-wal", "ledger.db"],
    ["privacy.db", "privacy.db-wal", "ledger.db", "ledger.db-wal"]], ids=" ".join)
def test_what_was_answered_stays_and_the_rest_can_be_sent_again(place, writes, names):
    data, keys = place
    folder = data / "shops" / keys["id"]
    answered, unanswered = [], []

    def write(number) -> bool:
        is_done = not is_refused(
            shop.call("POST", "customers", {"customers": [customer(number)]}, private=True))
        (answered if is_done else unanswered).append(number)
        return is_done

    with Server.on_folder(data) as server, Client(server.url) as client:
        shop = Shop.of(client, keys)
        for _ in range(writes):
            assert write(1)
        with Refusal(server.process.pid, *(folder / name for name in names),
                     calls="fdatasync", error="EIO"):
            written = [write(number) for number in range(30, 40)]
            forgotten = not is_refused(
                shop.call("POST", "privacy/forget", {"email": email(MARK)}, private=True))
            assert any(written) == ("privacy.db-wal" not in names)
            assert forgotten == (names == ["privacy.db"])
            # Everybody can be asked for meanwhile.
            assert is_there(shop, 1)
            assert not (is_there(shop, MARK) and forgotten)
            if unanswered or not forgotten:
                assert faults(client, "failing_disk") > 0
        assert all(write(number) for number in range(40, 44))
        server.kill()

    with Server.on_folder(data) as server, Client(server.url) as client:
        shop = Shop.of(client, keys)
        assert all(is_there(shop, number) for number in answered)
        assert not (is_there(shop, MARK) and forgotten)
        reached(shop, shop.forget(email=email(MARK))["receipt"], "verified")
        assert not is_there(shop, MARK)
        for number in unanswered:
            assert write(number)
            assert is_there(shop, number)
    assert not any(MARK.encode() in path.read_bytes() for path in folder.iterdir())
    assert json.loads(command("verify", "--data", data, "--json"))["faults"] == []


class Life(threading.Thread):
    """People come into one shop and some are forgotten, one call after another."""

    def __init__(self, url, keys, seed):
        super().__init__(daemon=True)
        self.shop, self.random = Shop.of(Client(url), keys), random.Random(seed)
        # Of whose forget there was no answer is in neither.
        self.people, self.forgotten, self.refusals = [], [], 0
        self.failure = None

    def run(self):
        number = 0
        try:
            while True:
                number += 1
                if self._is_done("customers", {"customers": [customer(number)]}):
                    self.people.append(number)
                if self.random.random() < .2 and self.people:
                    one = self.people.pop(self.random.randrange(len(self.people)))
                    if self._is_done("privacy/forget", {"email": email(one)}):
                        self.forgotten.append(one)
        except AssertionError as failure:
            self.failure = failure
        except (OSError, http.client.HTTPException):  # The server is gone.
            return

    def _is_done(self, path, body) -> bool:
        is_done = not is_refused(self.shop.call("POST", path, body, private=True))
        self.refusals += not is_done
        return is_done


@pytest.mark.parametrize("calls, when", [("fdatasync,fsync", "3+7"), ("pwrite64", "3+150")])
def test_a_disk_that_fails_now_and_then_loses_nothing_and_brings_nobody_back(
        tmp_path, calls, when):
    data = tmp_path / "data"
    shops = [create_shop(data, f"Shop {number}") for number in range(4)]
    with Server.on_folder(data) as server:
        lives = [Life(server.url, keys, seed) for seed, keys in enumerate(shops)]
        for life in lives:
            life.start()
        # A shop is opened with more writes than go well one after another below.
        eventually(lambda: all(life.forgotten for life in lives))
        forgotten = sum(len(life.forgotten) for life in lives)
        with Refusal(server.process.pid, calls=calls, error="EIO", when=when):
            eventually(lambda: any(life.failure for life in lives) or (
                sum(life.refusals for life in lives) >= REFUSALS
                and sum(len(life.forgotten) for life in lives) >= forgotten + FORGETS))
            server.kill()
        for life in lives:
            life.join()
            assert life.failure is None, life.failure
    with Server.on_folder(data) as server, Client(server.url) as client:
        for keys, life in zip(shops, lives):
            shop = Shop.of(client, keys)
            assert all(is_there(shop, number) for number in life.people)
            assert not any(is_there(shop, number) for number in life.forgotten)
            reached(shop, shop.forget(email=email(0))["receipt"], "verified")
            files = b"".join(
                path.read_bytes() for path in (data / "shops" / keys["id"]).iterdir())
            assert not any(email(number).encode() in files for number in life.forgotten)
    assert json.loads(command("verify", "--data", data, "--json"))["faults"] == []


def test_a_log_whose_zeros_may_not_be_on_the_disk_is_overwritten_again(place, tmp_path):
    data, keys = place
    trace = tmp_path / "trace"

    def is_overwritten():
        """Whether all of it was written to once the sync had failed, and synced."""
        calls = trace.read_text().partition("INJECTED")[2]
        written = sorted((int(offset), int(count)) for count, offset in re.findall(
            r"pwrite64\(\d+, .*, (\d+), (\d+)", calls))
        end = 0
        for offset, count in written:
            end = max(end, offset + count) if offset <= end else end
        return end >= size and re.search(r"fdatasync.*= 0", calls[calls.rindex("pwrite64"):])

    log = data / "shops" / keys["id"] / "privacy.db-wal"
    with Server.on_folder(data) as server, Client(server.url) as client:
        shop = Shop.of(client, keys)
        for number in (100, 101, 102):
            shop.private("customers", customers=[customer(number)])
        for _ in range(MANY_WRITES):
            shop.private("customers", customers=[customer(101)])
        # From here on zeros that are read are taken to be on the disk.
        reached(shop, shop.forget(email=email(102))["receipt"], "verified")
        size = log.stat().st_size
        # Synced before them are the forget itself and the log's header.
        with Refusal(server.process.pid, log, calls="fdatasync", error="EIO", when="3",
                     also="pwrite64", trace=trace):
            shop.forget(email=email(100))
            wait_until(is_overwritten, "the log is overwritten again")
        assert log.stat().st_size >= size and not any(log.read_bytes())
        assert not is_there(shop, 100) and is_there(shop, 101)


def test_whoever_looks_after_the_service_is_told(place):
    data, _ = place
    with Server.on_folder(data) as server, Client(server.url) as client:
        assert client.get("/ready").status == 200
        with Refusal(server.process.pid, data / "registry.db-wal", calls="fdatasync", error="EIO"):
            ready = client.get("/ready")
            assert ready.status == 503 and "The disk failed" in ready.json["reason"], ready
        assert client.get("/ready").status == 200
        assert faults(client, "failing_disk") == 1


@pytest.mark.parametrize("calls", ["fdatasync", "pwrite64"])
def test_operations_say_so_and_can_be_repeated(place, tmp_path, calls):
    data, keys = place
    feed = tmp_path / "feed.jsonl"
    feed.write_text("".join(
        json.dumps({"table": "customer", **customer(number)}) + "\n" for number in range(100, 200)))
    operations = (
        ("shop", "create", "Another"), ("backup",), ("import", feed, "--shop", keys["key"]))
    for arguments in operations:
        done = run(*arguments, "--data", data, wrapper=refusing(calls=calls, error="EIO"))
        assert done.returncode == 1 and "The disk failed" in done.stderr, done
    # What there is of snapshots is whole.
    assert all(path.suffix == ".oblio-backup" for path in data.glob("backups/*/*"))
    assert json.loads(command("verify", "--data", data, "--json"))["faults"] == []
    for arguments in operations:
        command(*arguments, "--data", data)
    with Server.on_folder(data) as server, Client(server.url) as client:
        assert all(is_there(Shop.of(client, keys), number) for number in (1, MARK, *range(100, 200)))
    assert json.loads(command("verify", "--data", data, "--json"))["faults"] == []
