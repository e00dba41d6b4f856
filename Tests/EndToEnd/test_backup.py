"""Snapshots: made while the shop goes on, put back without those who were forgotten since."""

import json
import random
import shutil
import threading
import time

import pytest

from client import Client
from people import Person, exports, is_gone, occurrences
from receipts import reached
from server import command, create_shop, run
from snapshots import REGISTRY_SUFFIX, backup, kept, snapshot_of, taken_apart


# Made

def test_a_snapshot_is_one_file_whose_checksums_fit(place):
    place.populate()
    path = snapshot_of(place.data, place.keys)
    assert kept(place.data, place.keys) == [path]
    manifest, files = taken_apart(path)
    assert manifest["format"] == "oblio-backup-1" and manifest["shop"] == place.keys["id"]
    assert list(files) == ["ledger.db", "privacy.db"]
    assert all(content.startswith(b"SQLite format 3\0") for content in files.values())
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_no_secret_of_the_shop_stands_in_a_snapshot(place):
    place.populate()
    _, files = taken_apart(snapshot_of(place.data, place.keys))
    for secret in (place.keys["key"], place.keys["private_key"]):
        assert not any(secret.encode() in content for content in files.values())


class Writing(threading.Thread):
    """Keeps writing one person after another, and counts."""

    def __init__(self, place, url):
        super().__init__(daemon=True)
        self.place, self.url, self.people = place, url, []
        self.is_over, self.failure = threading.Event(), None

    def run(self):
        dice = random.Random(4)
        try:
            with Client(self.url) as client:
                while not self.is_over.is_set():
                    person = Person(1_000 + len(self.people), dice)
                    person.live(self.place.shop(client), dice)
                    self.people.append(person)
        except Exception as failure:
            self.failure = failure


def test_a_snapshot_while_serving_and_writing_is_whole(place):
    before = place.populate()
    with place.served() as server, Client(server.url) as client:
        writing = Writing(place, server.url)
        writing.start()
        paths = [snapshot_of(place.data, place.keys) for _ in range(4)]
        reached_by = len(writing.people)
        while len(writing.people) < reached_by + 3:
            assert writing.failure is None and writing.is_alive()
        writing.is_over.set()
        writing.join(60)
        assert writing.failure is None
        assert exports(place.shop(client), place.people) == before
        later = exports(place.shop(client), writing.people)
    assert len(set(paths)) == 4
    for path in paths:
        done = place.restore(path)
        assert done.returncode == 0, done
        with place.served() as server, Client(server.url) as client:
            shop = place.shop(client)
            assert exports(shop, place.people) == before
            held = exports(shop, writing.people)
            whole = [one.mark for one in writing.people if held[one.mark] == later[one.mark]]
            assert whole == [one.mark for one in writing.people[:len(whole)]], "in their order"
        assert json.loads(command("verify", "--data", place.data, "--json"))["faults"] == []


def test_old_snapshots_are_removed_when_it_is_said_how_many_to_keep(place):
    place.populate()
    paths = []
    for _ in range(4):
        paths.append(snapshot_of(place.data, place.keys))
        time.sleep(1.1)
    assert kept(place.data, place.keys) == sorted(paths), "their order is that of their names"
    [made] = backup(place.data, "--keep", 2)["snapshots"]
    assert sorted(made["removed"]) == [path.name for path in paths[:3]]
    assert len(kept(place.data, place.keys)) == 2
    assert kept(place.data, place.keys)[0] == paths[3]


def test_every_shop_has_its_own(place):
    place.populate()
    other = create_shop(place.data, "Another")
    made = backup(place.data)
    assert {one["shop"] for one in made["snapshots"]} == {place.keys["id"], other["id"]}
    assert made["registry"] is None
    assert len(kept(place.data, place.keys)) == len(kept(place.data, other)) == 1
    done = run("backup", "--data", place.data, "--shop", "unknown")
    assert done.returncode == 2 and done.stderr


# Put back

@pytest.mark.parametrize("served", [False, True], ids=["not served", "served"])
def test_who_was_forgotten_since_stays_so_and_the_others_are_as_they_were(place, served):
    before = place.populate()
    path = snapshot_of(place.data, place.keys)
    gone, others = place.people[:10], place.people[10:]
    with place.served() as server, Client(server.url) as client:
        shop = place.shop(client)
        receipts = [shop.forget(**place.dice.choice(one.names))["receipt"] for one in gone]
        shop.private("customers", customers=[{"id": others[0].customer, "name": "changed"}])
        shop.private("customers", customers=[{"id": "later", "email": "later@shop.example"}])
        if served:
            assert json.loads(place.restore(path).stdout)["replayed"] == 10
    if not served:
        assert json.loads(place.restore(path).stdout)["replayed"] == 10
    marks = {one.mark for one in gone}
    assert occurrences([place.data / "shops"], marks) == {}
    with place.served() as server, Client(server.url) as client:
        shop = place.shop(client)
        assert all(is_gone(shop, one) for one in gone)
        assert exports(shop, others) == {one.mark: before[one.mark] for one in others}
        assert shop.info(customer="later")["customers"] == [], "what came later is lost"
        for one, id in zip(gone, receipts, strict=True):
            assert shop.info(email=one.email)["suppression"] is not None
            reached(shop, id, "verified")
        shop.private("customers", customers=[one.profile(place.dice) for one in gone])
        shop.private("orders", orders=[one.order(0) for one in gone])
        assert all(is_gone(shop, one) for one in gone)
    command("verify", "--data", place.data)


def test_a_restore_tells_who_came_back_from_who_must_not(place):
    """Names are the same before a forget and after it; a snapshot knows which are which."""
    with place.served() as server, Client(server.url) as client:
        shop = place.shop(client)
        shop.private("customers", customers=[
            {"id": 1, "email": "ann@shop.example"}, {"id": 2, "email": "ben@shop.example"}])
        shop.public("log/click", product=1, visitor="nobodys")
        first = snapshot_of(place.data, place.keys)
        shop.forget(customer=1)
        shop.private("customers", customers=[{"id": 11, "email": "ann@shop.example"}])
        shop.public("subscriber/subscribe", email="ann@shop.example")
        second = snapshot_of(place.data, place.keys)
        shop.forget(visitor="nobodys")
        shop.forget(email="stranger@shop.example")
        anew = shop.info(email="ann@shop.example")
        for path, customers, replayed in ((second, [11, 2], 2), (first, [2], 3)):
            assert json.loads(place.restore(path).stdout)["replayed"] == replayed
            held = shop.get("customers", customers=[1, 11, 2])["customers"]
            assert [one["id"] for one in held] == customers
            assert shop.info(visitor="nobodys")["activity"] == []
            if path == second:
                assert shop.info(email="ann@shop.example") == anew


# Losing everything

def test_a_folder_comes_back_from_the_snapshots_of_registry_and_shop(place, tmp_path):
    before = place.populate()
    key = tmp_path / "registry.key"
    key.write_bytes(bytes(range(32)) * 2)
    key.chmod(0o600)
    gone = place.people[0]
    with place.served() as server, Client(server.url) as client:
        place.shop(client).forget(email=gone.email)
    made = backup(place.data, "--registry-key", key)
    registry, [shop] = made["registry"], made["snapshots"]
    assert registry.endswith(REGISTRY_SUFFIX)
    safe = tmp_path / "elsewhere"
    safe.mkdir()
    registry, snapshot = (shutil.copy(place.data / one, safe) for one in (registry, shop["path"]))
    assert place.keys["key"].encode() not in open(registry, "rb").read()
    shutil.rmtree(place.data)
    wrong = tmp_path / "wrong.key"
    wrong.write_bytes(bytes(64))
    wrong.chmod(0o600)
    for arguments in ((), ("--registry-key", wrong)):
        done = place.restore(registry, *arguments)
        assert done.returncode != 0 and len(done.stderr.splitlines()) >= 1, done
        assert not (place.data / "registry.db").exists()
    done = run("restore", snapshot, "--data", tmp_path / "empty")
    assert done.returncode != 0 and done.stderr, "nothing is known of the shop yet"
    done = place.restore(registry, "--registry-key", key)
    assert done.returncode == 0 and json.loads(done.stdout)["shop"] is None, done
    done = place.restore(snapshot)
    assert done.returncode == 0 and json.loads(done.stdout)["shop"] == place.keys["id"], done
    others = place.people[1:]
    assert place.exports(others) == {one.mark: before[one.mark] for one in others}
    with place.served() as server, Client(server.url) as client:
        assert is_gone(place.shop(client), gone)
        place.shop(client).private("customers", customers=[gone.profile(place.dice)])
        assert is_gone(place.shop(client), gone), "the ledger came back too"
    command("verify", "--data", place.data)
