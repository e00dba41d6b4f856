"""The audit chain: who asked for what, with what outcome; and that a change to it is found."""

import json
import shutil
import sqlite3
import time

import pytest

from client import Client, Shop
from receipts import reached
from server import Server, command, create_shop, run
from snapshots import backup
from test_forget import fill
from test_subjects import order

ENTRY = {"sequence", "time", "action", "actor", "outcome", "count", "reference", "hash"}


def audit(data, shop) -> dict:
    """The chain as the command shows it; the exit code says whether it holds."""
    done = run("audit", "--shop", shop["key"], "--data", data, "--json")
    shown = json.loads(done.stdout)
    assert done.returncode == (1 if shown["faults"] else 0), done
    return shown


def entries(data, shop, action=None) -> list:
    """The entries of a chain that holds, of one action."""
    shown = audit(data, shop)
    assert shown["faults"] == []
    return [one for one in shown["entries"] if action in (None, one["action"])]


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """A folder without a server, with a shop that has done everything; and its receipt."""
    data = tmp_path_factory.mktemp("audit") / "data"
    keys = create_shop(data)
    with Server.on_folder(data) as server, Client(server.url) as client:
        shop = Shop.of(client, keys)
        fill(shop)
        shop.info(customer=1)
        shop.info(email="stranger@shop.example")
        shop.preview(customer=1)
        keys["receipt"] = shop.forget(customer=1)["receipt"]
        reached(shop, keys["receipt"], "verified")
        shop.forget(email="stranger@shop.example")
        backup(data, "--shop", keys["key"])
    command("purge", "--data", data, "--backups")
    command("suppression", "lift", "--shop", keys["key"], "--data", data, "--customer", 1)
    command("verify", "--data", data)
    return data, keys


# What it shows

def test_entries_are_numbered_without_gaps(lived):
    chain = entries(*lived)
    assert all(one.keys() == ENTRY for one in chain)
    assert [one["sequence"] for one in chain] == list(range(1, len(chain) + 1))
    assert all(abs(one["time"] - time.time()) < 600 for one in chain)
    assert len({one["hash"] for one in chain}) == len(chain)
    assert all(len(one["hash"]) == 64 and one["count"] >= 1 for one in chain)


def test_each_action_appears_with_its_outcome(lived):
    data, keys = lived
    actions = {one["action"] for one in entries(data, keys)}
    assert actions >= {"info", "preview", "forget", "purge", "verify", "backup"}, actions
    [forget] = [one for one in entries(data, keys, "forget")
                if one["reference"] == keys["receipt"]]
    assert forget["outcome"] == "ok" and forget["count"] == 1


def test_calls_name_the_key_by_its_id_and_commands_the_operator(lived):
    data, keys = lived
    [grant] = json.loads(command(
        "shop", "show", "--shop", keys["key"], "--data", data, "--json"))["private_keys"]
    for action in ("info", "preview", "forget"):
        assert {one["actor"] for one in entries(data, keys, action)} == {f"key:{grant['id']}"}
    assert {one["actor"] for one in entries(data, keys, "backup")} == {"operator"}
    lifts = [one for one in entries(data, keys) if "lift" in one["action"]]
    assert [one["actor"] for one in lifts] == ["operator"]


def test_it_tells_keys_apart(tmp_path):
    data = tmp_path / "data"
    keys = create_shop(data)
    made = json.loads(command("shop", "rotate-key", "--shop", keys["key"], "--data", data,
                              "--scopes", "forget", "--json"))
    with Server.on_folder(data) as server, Client(server.url) as client:
        Shop.of(client, keys).forget(customer=1)
        Shop(client, keys["key"], made["private_key"]).forget(customer=1)
        actors = [one["actor"] for one in entries(data, keys, "forget")]
        assert len(actors) == len(set(actors)) == 2


def test_a_call_that_failed_is_shown_with_its_outcome(tmp_path):
    data = tmp_path / "data"
    keys = create_shop(data)
    with Server.on_folder(data) as server, Client(server.url) as client:
        shop = Shop.of(client, keys)
        fill(shop)
        shop.refused(400, "LogicalError", "privacy/forget", customer=1, email="b@shop.example")
        [one] = entries(data, keys, "forget")
        assert one["outcome"] not in ("ok", "") and one["reference"] == ""


def test_nothing_personal_and_no_key_stands_in_it(session, shop, marker):
    shop.private("customers", customers=[{"id": marker, "email": f"{marker}@x.example"}])
    shop.private("orders", orders=[order(marker, customer=marker)])
    shop.info(customer=marker)
    shop.forget(customer=marker)
    shop.info(email=f"{marker}@x.example")
    for form in ([], ["--json"]):
        text = command("audit", "--shop", shop.key, "--data", session.data, *form)
        assert text.strip()
        for secret in (marker, shop.key, shop.private_key):
            assert secret not in text


def test_it_is_the_same_with_a_server_and_without(tmp_path):
    data = tmp_path / "data"
    keys = create_shop(data)
    with Server.on_folder(data) as server, Client(server.url) as client:
        shop = Shop.of(client, keys)
        reached(shop, shop.forget(customer=1)["receipt"], "verified")
        served = entries(data, keys)
    alone = entries(data, keys)
    assert alone[:len(served)] == served and len(served) > 0


# Changes are found

def rows(ledger) -> tuple:
    """The names of the chain's columns, and its rows in order."""
    found = ledger.execute("SELECT * FROM audit ORDER BY sequence")
    return [one[0] for one in found.description], found.fetchall()


def altered(column):
    """Changes one value of one entry."""
    def change(ledger):
        names, all_rows = rows(ledger)
        row = dict(zip(names, all_rows[1], strict=True))
        value = row[column]
        other = (bytes([value[0] ^ 1]) + value[1:] if isinstance(value, bytes)
                 else value + 1 if isinstance(value, int) else value + "x")
        ledger.execute(f"UPDATE audit SET {column} = ? WHERE sequence = ?",
                       (other, row["sequence"]))
    return change


def removed(which):
    """Takes one entry out: in the middle, or the last."""
    def change(ledger):
        _, all_rows = rows(ledger)
        ledger.execute("DELETE FROM audit WHERE sequence = ?", (
            len(all_rows) if which == "last" else 2,))
    return change


def appended(ledger):
    """Adds a copy of the last entry behind it."""
    names, all_rows = rows(ledger)
    row = dict(zip(names, all_rows[-1], strict=True))
    row["sequence"] += 1
    ledger.execute(f"INSERT INTO audit ({','.join(row)}) VALUES ({','.join('?' * len(row))})",
                   list(row.values()))


def reordered(ledger):
    """Lets two entries change their places."""
    for before, after in ((1, -1), (2, 1), (-1, 2)):
        ledger.execute("UPDATE audit SET sequence = ? WHERE sequence = ?", (after, before))


def emptied(ledger):
    """Takes all out."""
    ledger.execute("DELETE FROM audit")


CHANGES = {
    "outcome": altered("outcome"), "time": altered("time"), "actor": altered("actor"),
    "count": altered("count"), "reference": altered("reference"), "hash": altered("hash"),
    "action": altered("action"), "removed": removed("middle"), "last removed": removed("last"),
    "appended": appended, "reordered": reordered, "emptied": emptied,
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_found_by_audit_and_by_verify(lived, tmp_path, name):
    data, keys = tmp_path / "data", lived[1]
    shutil.copytree(lived[0], data)
    before = audit(data, keys)
    assert before["faults"] == []
    with sqlite3.connect(data / "shops" / keys["id"] / "ledger.db") as ledger:
        CHANGES[name](ledger)
    ledger.close()
    after = audit(data, keys)
    assert after["faults"], "the chain should not hold"
    done = run("verify", "--data", data, "--json")
    faults = json.loads(done.stdout)["faults"]
    assert done.returncode == 1 and keys["id"] in {one["shop"] for one in faults}
    assert all(one["message"] for one in faults)
