"""What is left of the forgotten in snapshots, what `verify` finds, and what a deletion leaves."""

import json
import shutil
import sqlite3
import time

import pytest

from client import Client
from people import exports, is_gone, marks_in, occurrences
from receipts import is_signed, reached
from server import command, run
from snapshots import backup, kept, snapshot_of, taken_apart

GONE = 12


def forget(place, people, until="verified") -> list:
    """Forgets people and waits until their receipts have come to a state."""
    with place.served() as server, Client(server.url) as client:
        shop = place.shop(client)
        ids = [shop.forget(**place.dice.choice(one.names))["receipt"] for one in people]
        for id in ids:
            reached(shop, id, until)
    return ids


def found_in(path) -> set:
    """The marks in the files of a snapshot."""
    return marks_in(b"\0".join(taken_apart(path)[1].values()))


# Snapshots

@pytest.mark.parametrize("served", [False, True], ids=["not served", "served"])
def test_a_purge_of_backups_leaves_no_byte_of_the_forgotten_in_them(place, served):
    before = place.populate()
    paths = [snapshot_of(place.data, place.keys) for _ in range(2)]
    gone, others = place.people[:GONE], place.people[GONE:]
    ids = forget(place, gone)
    marks = {one.mark for one in gone}
    assert all(marks <= found_in(path) for path in paths), "the search must find those there"
    if served:
        with place.served():
            summary = json.loads(command("purge", "--data", place.data, "--backups", "--json"))
    else:
        summary = json.loads(command("purge", "--data", place.data, "--backups", "--json"))
    assert summary["rewritten_snapshots"] == 2
    assert set(kept(place.data, place.keys)) == set(paths), "they keep their names"
    assert not any(marks & found_in(path) for path in paths)
    assert occurrences([place.data], marks) == {}
    with place.served() as server, Client(server.url) as client:
        for id in ids:
            reached(place.shop(client), id, "backups_purged")
    command("verify", "--data", place.data)
    assert place.restore(paths[0]).returncode == 0
    with place.served() as server, Client(server.url) as client:
        assert exports(place.shop(client), others) == {one.mark: before[one.mark] for one in others}
        assert all(is_gone(place.shop(client), one) for one in gone)


def test_a_second_purge_of_backups_finds_nothing_to_do(place):
    place.populate()
    path = snapshot_of(place.data, place.keys)
    forget(place, place.people[:2])
    command("purge", "--data", place.data, "--backups")
    inode = path.stat().st_ino
    summary = json.loads(command("purge", "--data", place.data, "--backups", "--json"))
    assert summary["rewritten_snapshots"] == 0 and path.stat().st_ino == inode


def test_a_snapshot_carries_no_ghost_of_who_was_forgotten_before(place):
    place.populate()
    with place.served() as server, Client(server.url) as client:
        shop = place.shop(client)
        for one in place.people[:GONE]:
            shop.private("customers", customers=[one.profile(place.dice)])
            shop.forget(email=one.email)
        path = snapshot_of(place.data, place.keys)
        paths = [path, snapshot_of(place.data, place.keys)]
    gone = {one.mark for one in place.people[:GONE]}
    for path in paths:
        assert found_in(path) == {one.mark for one in place.people} - gone


def test_a_server_rewrites_the_snapshots_by_itself_in_time(place):
    place.populate()
    path = snapshot_of(place.data, place.keys)
    [id] = forget(place, place.people[:1])
    with place.served("--purge-backups-within", 2) as server, Client(server.url) as client:
        time.sleep(2)
        assert reached(place.shop(client), id, "verified")["state"] == "verified", "not yet"
    # Nobody waits for hours: the forget is made an older one.
    with sqlite3.connect(place.data / "shops" / place.keys["id"] / "ledger.db") as ledger:
        for column in ("requested", "committed", "purged", "verified"):
            ledger.execute(f"UPDATE erasure SET {column} = {column} - 7200")
    ledger.close()
    with place.served("--purge-backups-within", 2) as server, Client(server.url) as client:
        reached(place.shop(client), id, "backups_purged")
        assert place.people[0].mark not in found_in(path)


# What verify finds

def faults(place) -> list:
    """What `verify` says; its exit code must agree."""
    done = run("verify", "--data", place.data, "--json")
    found = json.loads(done.stdout)["faults"]
    assert done.returncode == (1 if found else 0), done
    assert not any(one.mark in done.stdout for one in place.people)
    return found


def test_nothing_is_wrong_with_what_nobody_changed(place):
    place.populate()
    backup(place.data)
    forget(place, place.people[:GONE])
    report = json.loads(command("verify", "--data", place.data, "--json"))
    assert report["faults"] == [] and report["shops"] == report["snapshots"] == 1
    assert report["receipts"] == GONE and report["audit_entries"] > 0
    assert report["examined_bytes"] > (
        place.data / "shops" / place.keys["id"] / "privacy.db").stat().st_size
    with place.served():
        assert faults(place) == []


def test_a_changed_byte_of_a_snapshot_is_found(place):
    place.populate()
    path = snapshot_of(place.data, place.keys)
    content = bytearray(path.read_bytes())
    content[len(content) // 3] ^= 4
    path.write_bytes(content)
    assert [one["shop"] for one in faults(place)] == [place.keys["id"]]


def database(place) -> sqlite3.Connection:
    """The shop's file, opened behind the service's back."""
    return sqlite3.connect(place.data / "shops" / place.keys["id"] / "privacy.db")


def test_an_identifier_that_was_forgotten_and_stands_there_again_is_found(place):
    place.populate()
    with database(place) as file:
        [names] = {tuple(one[0] for one in file.execute("SELECT * FROM identifier").description)}
        old = file.execute("SELECT * FROM identifier").fetchall()
    file.close()
    gone = place.people[0]
    forget(place, [gone])
    with database(place) as file:
        places = ",".join("?" * len(names))
        for row in old:
            file.execute(f"INSERT OR IGNORE INTO identifier ({','.join(names)}) VALUES ({places})",
                         row)
    file.close()
    assert faults(place)


def test_a_byte_of_the_forgotten_where_no_row_is_is_found(place):
    place.populate()
    gone = place.people[0]
    forget(place, [gone])
    path = place.data / "shops" / place.keys["id"] / "privacy.db"
    content = bytearray(path.read_bytes())
    size = int.from_bytes(content[16:18])
    for start in range(size, len(content), size):
        cells = int.from_bytes(content[start + 3:start + 5])
        gap = start + (8 if content[start] in (10, 13) else 12) + 2 * cells
        end = start + int.from_bytes(content[start + 5:start + 7])
        if content[start] in (2, 5, 10, 13) and end - gap > 100:
            content[gap + 20:gap + 20 + len(gone.email)] = gone.email.encode()[:len(gone.email)]
            break
    path.write_bytes(content)
    assert faults(place)


def test_a_file_of_before_the_forget_does_not_bring_anybody_back(place, tmp_path):
    place.populate()
    path = place.data / "shops" / place.keys["id"] / "privacy.db"
    old = shutil.copy(path, tmp_path / "old.db")
    gone = place.people[:3]
    forget(place, gone)
    shutil.copy(old, path)
    with place.served() as server, Client(server.url) as client:
        assert all(is_gone(place.shop(client), one) for one in gone)
    assert occurrences([place.data], {one.mark for one in gone}) == {}


# Closing a shop

@pytest.mark.parametrize("served", [False, True], ids=["not served", "served"])
def test_a_deleted_shop_leaves_its_final_receipt_and_nothing_else(place, tmp_path, served):
    place.populate()
    snapshot_of(place.data, place.keys)
    forget(place, place.people[:2])
    arguments = ("shop", "delete", "--shop", place.keys["key"], "--data", place.data, "--yes",
                 "--json")
    if served:
        with place.served() as server, Client(server.url) as client:
            public = place.shop(client).public("privacy/signing-key")["public_key"]
            printed = command(*arguments)
    else:
        with place.served() as server, Client(server.url) as client:
            public = place.shop(client).public("privacy/signing-key")["public_key"]
        printed = command(*arguments)
    id = place.keys["id"]
    left = [path for path in place.data.rglob("*") if id in str(path)]
    assert left == [place.data / "closed" / f"{id}.json"]
    answer = json.loads(left[0].read_text())
    assert answer["signature"] in printed and is_signed(answer, public)
    command("receipt", "verify", left[0], "--public-key", public)
    document = answer["receipt"]
    assert document["format"] == "oblio-closure-1" and document["shop"] == id
    assert document["receipts"] == 2 and document["snapshots"] == 1
    assert document["counts"]["orders"] == sum(len(one.orders) for one in place.people)
    assert occurrences([place.data], {one.mark for one in place.people}) == {}
    assert command("verify", "--data", place.data)
