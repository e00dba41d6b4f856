"""A disk that fails to sync: nothing is answered as done, nothing answered is lost, all heals."""

import json

import pytest

from client import Client, Shop
from disks import Refusal, may_inject_faults
from metrics import faults
from receipts import reached
from server import Server, command, create_shop

MARK = "gone-without-trace"
# Beyond so many writes one after another a shop has a connection of its own that writes.
MANY_WRITES = 80


def email(number) -> str:
    return f"person.{number}@mail.example"


def customer(number) -> dict:
    return {"id": f"c{number}", "email": email(number), "note": str(number)}


def shop_of(client, keys) -> Shop:
    return Shop(client, keys["key"], keys["private_key"])


def is_refused(answer) -> bool:
    """Whether a call was not done, or perhaps not, for which there is only one reason here."""
    if answer.status == 200:
        return False
    assert answer.status == 500 and answer.json["type"] == "InternalError", answer
    assert answer.json["message"].startswith("The disk failed"), answer.json
    return True


def is_there(shop, number) -> bool:
    """Whether a person is there, with everything; else nothing of them is."""
    found = shop.info(email=email(number))["customers"]
    assert [one["note"] for one in found] in ([], [str(number)])
    return found != []


@pytest.fixture
def place(tmp_path):
    """A data folder with a shop in which somebody was forgotten, and its keys."""
    if not may_inject_faults(tmp_path):
        pytest.skip("strace may not inject faults here")
    data = tmp_path / "data"
    keys = create_shop(data)
    with Server.on_folder(data) as server, Client(server.url) as client:
        shop = shop_of(client, keys)
        shop.private("customers", customers=[customer(n) for n in (*range(20), MARK)])
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
        shop = shop_of(client, keys)
        for _ in range(writes):
            assert write(1)
        with Refusal(server.process.pid, *(folder / name for name in names),
                     call="fdatasync", error="EIO"):
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
        shop = shop_of(client, keys)
        assert all(is_there(shop, number) for number in answered)
        assert not (is_there(shop, MARK) and forgotten)
        reached(shop, shop.forget(email=email(MARK))["receipt"], "verified")
        assert not is_there(shop, MARK)
        for number in unanswered:
            assert write(number)
            assert is_there(shop, number)
    assert not any(MARK.encode() in path.read_bytes() for path in folder.iterdir())
    assert json.loads(command("verify", "--data", data, "--json"))["faults"] == []
