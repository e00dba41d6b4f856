"""Files that somebody damages: told clearly, harmful to one shop alone, and put right by a snapshot."""

import json
import os
import re

import pytest

from client import Client, Shop
from metrics import eventually, faults, metric
from server import Server, command, create_shop, run
from snapshots import REGISTRY_SUFFIX, snapshot_of

PAGE_BYTES = 4096


def without_header(path):
    _overwrite(path, 0, 1)


def without_middle(path):
    _overwrite(path, 4, path.stat().st_size // PAGE_BYTES - 4)


def without_end(path):
    pages = path.stat().st_size // PAGE_BYTES
    _overwrite(path, pages // 2, pages - pages // 2)


def cut(path):
    os.truncate(path, path.stat().st_size // 2 // PAGE_BYTES * PAGE_BYTES + 100)


def emptied(path):
    os.truncate(path, 0)


def missing(path):
    path.unlink()


def _overwrite(path, page, count):
    number = os.open(path, os.O_WRONLY)
    os.pwrite(number, os.urandom(count * PAGE_BYTES), page * PAGE_BYTES)
    os.close(number)


WAYS = [without_header, without_middle, cut, emptied, missing]


def email(number) -> str:
    return f"person.{number}@mail.example"


class Two:
    """Two shops with people, a snapshot of one, and a forget in that since."""

    def __init__(self, folder):
        self.data = folder / "data"
        self.hurt, self.whole = create_shop(self.data, "Hurt"), create_shop(self.data, "Whole")
        with self.served() as server, Client(server.url) as client:
            for shop in self.shops(client):
                shop.private("customers", customers=[
                    {"id": f"c{n}", "email": email(n), "note": "n" * 500} for n in range(200)])
                shop.forget(email=email(0))
            self.snapshot = snapshot_of(self.data, self.hurt)
            self.shops(client)[0].forget(email=email(1))

    def served(self) -> Server:
        return Server.on_folder(self.data)

    def shops(self, client):
        return [Shop.of(client, keys)
                for keys in (self.hurt, self.whole)]

    def file(self, name="privacy.db"):
        """A file of the shop that is hurt."""
        return self.data / "shops" / self.hurt["id"] / name

    def restore(self, path=None):
        return run("restore", path or self.snapshot, "--data", self.data, "--yes", "--json")

    def verified(self) -> list:
        """What is wrong, as the operator is told."""
        done = run("verify", "--data", self.data, "--json")
        found = json.loads(done.stdout)["faults"]
        assert done.returncode == (1 if found else 0)
        return found


@pytest.fixture
def two(tmp_path):
    """Two shops that nothing serves."""
    return Two(tmp_path)


def is_refused(shop, endpoint, arguments) -> bool:
    answer = shop.call("POST", endpoint, arguments, private=True)
    assert answer.json.get("type", "InternalError") == "InternalError", answer
    assert answer.status in (200, 500), answer
    return answer.status == 500


def goes_on(shop, number):
    assert shop.info(email=email(number))["customers"]
    shop.forget(email=email(number))
    assert shop.info(email=email(number))["customers"] == []


@pytest.mark.parametrize("damage", WAYS)
def test_a_shop_whose_file_was_damaged_while_it_was_closed(two, damage):
    damage(two.file())
    with two.served() as server, Client(server.url) as client:
        hurt, whole = two.shops(client)
        for _ in range(2):
            assert is_refused(hurt, "privacy/info", {"email": email(150)})
            assert is_refused(hurt, "privacy/forget", {"email": email(150)})
            assert is_refused(hurt, "customers", {"customers": [{"id": "new"}]})
        goes_on(whole, 2)
        _is_told_and_restored(two, client)


@pytest.mark.parametrize("damage", [without_header, without_middle, cut, emptied])
def test_a_shop_whose_file_is_damaged_while_it_is_served(two, damage):
    with two.served() as server, Client(server.url) as client:
        hurt, whole = two.shops(client)
        hurt.private("customers", customers=[{"id": "c2", "email": email(2)}])
        hurt.forget(email=email(2))
        damage(two.file())
        assert is_refused(hurt, "privacy/info", {"email": email(150)})
        # Calls that need what is broken fail; none ends the process.
        for number in range(3, 6):
            is_refused(hurt, "privacy/forget", {"email": email(number)})
        goes_on(whole, 2)
        _is_told_and_restored(two, client)


def _is_told_and_restored(two, client):
    hurt, whole = two.shops(client)
    notices = client.get("/ready").json["notices"]
    assert all(two.hurt["id"] in notice for notice in notices), notices
    assert any("damaged or missing" in notice for notice in notices), notices
    assert metric(client, "oblio_store_damaged_shops") == 1 and faults(client, "damaged") > 0
    found = two.verified()
    assert found and {one["shop"] for one in found} == {two.hurt["id"]}

    done = two.restore()
    assert done.returncode == 0, done
    assert hurt.info(email=email(150))["customers"]
    for forgotten in (0, 1):
        assert hurt.info(email=email(forgotten))["customers"] == []
    goes_on(hurt, 151)
    goes_on(whole, 152)
    eventually(lambda: "notices" not in client.get("/ready").json)
    assert metric(client, "oblio_store_damaged_shops") == 0
    assert two.verified() == []


def test_a_damaged_ledger_is_not_replaced_by_an_older_one(two):
    """It alone knows who was forgotten since the snapshot."""
    without_header(two.file("ledger.db"))
    with two.served() as server, Client(server.url) as client:
        hurt, whole = two.shops(client)
        assert is_refused(hurt, "privacy/info", {"email": email(150)})
        goes_on(whole, 2)
        assert [one["shop"] for one in two.verified()] == [two.hurt["id"]]
        done = two.restore()
        assert done.returncode == 1 and "damaged" in done.stderr, done
    # The operator decides to do without it, and moves all that the shop has away.
    two.file().parent.rename(two.data.parent / "away")
    assert two.restore().returncode == 0
    with two.served() as server, Client(server.url) as client:
        hurt, _ = two.shops(client)
        assert hurt.info(email=email(0))["customers"] == []
        assert hurt.info(email=email(150))["customers"]
    assert two.verified() == []


def test_a_shop_whose_file_is_damaged_can_be_deleted(two):
    """That its deletion could not count what it held once kept the service from starting."""
    without_end(two.file())
    command("shop", "delete", "--shop", two.hurt["key"], "--data", two.data, "--yes")
    with two.served() as server, Client(server.url) as client:
        hurt, whole = two.shops(client)
        answer = hurt.call("POST", "privacy/info", {"email": email(1)}, private=True)
        assert answer.status == 401
        goes_on(whole, 2)


@pytest.mark.parametrize("damage", WAYS)
def test_without_its_registry_it_does_not_start(two, tmp_path, damage):
    key = tmp_path / "registry.key"
    key.write_bytes(os.urandom(32))
    command("backup", "--data", two.data, "--registry-key", key)
    [snapshot] = (two.data / "registry-backups").glob("*" + REGISTRY_SUFFIX)
    log = two.data / "registry.db-wal"
    stale = log.read_bytes() if log.exists() else b""
    damage(two.data / "registry.db")
    for arguments in (("serve", "--port", 0), ("verify",), ("shop", "list")):
        done = run(*arguments, "--data", two.data, timeout=30)
        assert done.returncode == 1 and re.match(
            r"oblio: (registry\.db is (damaged|missing or empty)|there are no data)",
            done.stderr), done
        assert "restore" in done.stderr
    # The operator moves it away and leaves what lies beside it.
    (two.data / "registry.db").unlink(missing_ok=True)
    log.write_bytes(stale)
    command("restore", snapshot, "--registry-key", key, "--data", two.data, "--yes")
    with two.served() as server, Client(server.url) as client:
        for shop in two.shops(client):
            goes_on(shop, 2)
    assert two.verified() == []
