"""A disk without a free block: reads go on, writes are refused clearly, and all heals by itself."""

import json
import signal
import sqlite3

import pytest

from client import Client, Shop
from disks import MemoryDisk, Refusal
from metrics import eventually, faults, metric
from receipts import reached
from server import Server, command, create_shop, run
from snapshots import backup

FULL = "The disk is full"


@pytest.fixture
def disk(tmp_path):
    """An empty disk."""
    mounted = MemoryDisk(tmp_path / "disk")
    yield mounted
    mounted.unmount()


def served(disk, tmp_path, *arguments):
    return Server.on_folder(disk.data, *arguments, log=tmp_path / "log")


def email(number) -> str:
    return f"person.{number}@mail.example"


def customers(*numbers, size=500) -> list:
    return [{"id": f"c{n}", "email": email(n), "note": "n" * size} for n in numbers]


def refused(answer):
    """Whether a call was answered as the contract has it for what passes."""
    assert answer.status == 503, answer
    assert answer.json["type"] == "InternalError" and FULL in answer.json["message"], answer.json
    assert int(answer.headers["Retry-After"]) > 0


def forget_is_long_ago(disk):
    """Has the registry say what it says a minute after a forget: that nothing is left to do."""
    with sqlite3.connect(disk.data / "registry.db") as registry:
        registry.execute("DELETE FROM pending")
    registry.close()


def test_reads_go_on_and_writes_wait_for_space(disk, tmp_path):
    used, closed, once = (create_shop(disk.data, name) for name in ("Used", "Closed", "Once"))
    with served(disk, tmp_path) as server, Client(server.url) as client:
        for keys in (used, closed, once):
            Shop.of(client, keys).private("customers", customers=customers(*range(40)))
        Shop.of(client, once).forget(email=email(1))
        reached(Shop.of(client, once), _receipt(client, once, 2), "backups_purged")
    forget_is_long_ago(disk)
    for log in disk.data.rglob("*.db-wal"):
        # Else there is room in it.
        log.unlink()
    with served(disk, tmp_path) as server, Client(server.url) as client:
        shops = used, closed, once = [Shop.of(client, keys) for keys in (used, closed, once)]
        before = used.info(email=email(3))
        disk.fill()

        ready = client.get("/ready")
        assert ready.status == 503 and FULL in ready.json["reason"]
        assert metric(client, "oblio_store_free_bytes") < 1 << 20
        # Whoever is asked for is told: in a shop that was open, in one that has to be opened, and in
        # one whose ledger has to be, too.
        for shop in shops:
            assert shop.info(email=email(3))["customers"] == before["customers"]
        assert once.info(email=email(1))["suppression"] is not None
        for shop in shops:
            refused(shop.call("POST", "customers", {"customers": customers(3)}, private=True))
            refused(shop.call("POST", "privacy/forget", {"email": email(3)}, private=True))
            refused(shop.call("POST", "log/click", {"visitor": "v", "product": 1}))
            assert shop.info(email=email(3))["customers"] == before["customers"]
        assert faults(client, "disk_full") >= 9

        _operations_fail(disk, tmp_path, used)
        disk.free()

        eventually(lambda: client.get("/ready").status == 200)
        for shop in shops:
            eventually(lambda: shop.call(
                "POST", "customers", {"customers": customers(50)}, private=True).status == 200)
            shop.forget(email=email(3))
            assert shop.info(email=email(3))["customers"] == []
            assert shop.info(email=email(50))["customers"]
        assert len(backup(disk.data)["snapshots"]) == 3
        # Reads that were counted while nothing could be written are in the chain.
        entries = json.loads(command(
            "audit", "--shop", used.key, "--data", disk.data, "--json"))["entries"]
        asked = sum(one["count"] for one in entries if one["action"] == "info")
        assert asked == 5, entries
        assert json.loads(command("verify", "--data", disk.data, "--json"))["faults"] == []


def _receipt(client, keys, number) -> str:
    return Shop.of(client, keys).forget(email=email(number))["receipt"]


def _operations_fail(disk, tmp_path, shop):
    feed = tmp_path / "feed.jsonl"
    feed.write_text("".join(
        json.dumps({"table": "customer", **one}) + "\n" for one in customers(*range(100, 200))))
    for arguments in (
            ("shop", "create", "Another"), ("backup",), ("import", feed, "--shop", shop.key)):
        done = run(*arguments, "--data", disk.data)
        assert done.returncode == 1 and FULL in done.stderr, done
    assert [path for path in disk.data.glob("backups/*/*")] == []


def test_what_the_log_of_a_shop_has_room_for_is_done(disk, tmp_path):
    keys = create_shop(disk.data)
    with served(disk, tmp_path) as server, Client(server.url) as client:
        for product in range(3):
            Shop.of(client, keys).public("log/click", product=product, visitor="v")
    with served(disk, tmp_path) as server, Client(server.url) as client:
        shop = Shop.of(client, keys)
        disk.fill()
        answers = []
        while not answers or answers[-1].status == 200 and len(answers) < 50:
            answers.append(shop.call("POST", "log/click", {"visitor": "v", "product": len(answers)}))
        refused(answers[-1])
        assert len(answers) > 1
        assert len(shop.info(visitor="v")["activity"]) == len(answers) + 2
        server.kill()
    disk.free()
    with served(disk, tmp_path) as server, Client(server.url) as client:
        assert len(Shop.of(client, keys).info(visitor="v")["activity"]) == len(answers) + 2


def test_nothing_that_was_answered_is_lost(disk, tmp_path):
    keys = create_shop(disk.data)
    disk.fill(but=3 << 20)
    answered = []
    with served(disk, tmp_path) as server, Client(server.url) as client:
        shop = Shop.of(client, keys)
        for number in range(10_000):
            answer = shop.call(
                "POST", "customers", {"customers": customers(number, size=100_000)}, private=True)
            if answer.status != 200:
                break
            answered.append(number)
        refused(answer)
        assert len(answered) > 5
        server.kill()
    disk.enlarge()
    with served(disk, tmp_path) as server, Client(server.url) as client:
        shop = Shop.of(client, keys)
        for number in answered:
            assert shop.info(email=email(number))["customers"], number
        assert shop.info(email=email(len(answered)))["customers"] == []
        assert json.loads(command("verify", "--data", disk.data, "--json"))["faults"] == []


def test_it_stops_at_once_and_says_why_it_does_not_start(disk, tmp_path):
    keys = create_shop(disk.data)
    with served(disk, tmp_path) as server, Client(server.url) as client:
        shop = Shop.of(client, keys)
        shop.private("customers", customers=customers(*range(40)))
        disk.fill()
        shop.info(email=email(1))
        assert server.stop(signal.SIGTERM) == 0
    disk.fill()
    done = run("serve", "--data", disk.data, "--port", 0, timeout=30)
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr.startswith(f"oblio: {FULL}") and done.stderr.count("\n") <= 2, done
    disk.free()
    with served(disk, tmp_path) as server, Client(server.url) as client:
        assert Shop.of(client, keys).info(email=email(1))["customers"]


def test_a_purge_that_the_disk_refuses_is_done_when_it_lets_it(tmp_path):
    mark = "gone-without-trace"
    data = tmp_path / "data"
    keys = create_shop(data)
    folder = data / "shops" / keys["id"]
    with Server.on_folder(data) as server, Client(server.url) as client:
        shop = Shop.of(client, keys)
        shop.private("customers", customers=customers(*range(40)))
        shop.private("customers", customers=[{"id": mark, "email": email(mark), "note": mark}])
        shop.forget(email=email(0))
        with Refusal(server.process.pid, folder / "privacy.db"):
            receipt = shop.forget(email=email(mark))["receipt"]
            # Erased and on disk, but the log still holds the old pages; the receipt says so.
            assert shop.info(email=email(mark))["customers"] == []
            answer = shop.private("privacy/receipt", id=receipt)["receipt"]
            assert answer["state"] == "committed" and answer["waited"] is True
            eventually(lambda: metric(client, "oblio_store_failed_purges_total") > 2)
            assert "purge" in client.get("/ready").json["notices"][0]
            assert _holds(folder, mark)
        # Nothing is written from now on.
        assert reached(shop, receipt, "verified")["receipt"]["waited"] is True
        eventually(lambda: "notices" not in client.get("/ready").json)
        assert not _holds(folder, mark)


def _holds(folder, mark) -> bool:
    return any(mark.encode() in path.read_bytes() for path in folder.glob("privacy.db*"))
