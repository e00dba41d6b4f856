"""No answer before the disk has it, and one sync for many: seen by strace at the system calls."""

import sqlite3
import threading

import pytest

import system_calls
from client import Client, Shop
from receipts import reached
from server import Server, create_shop, has_strace

pytestmark = pytest.mark.skipif(not has_strace(), reason="strace is not installed")
CONNECTIONS, CLICKS = 64, 5


def served_under_trace(tmp_path, work, data=None):
    """Runs `work` against a traced server, of a new shop or of those in a folder, and returns what was seen."""
    output = tmp_path / "trace"
    traced = {"log": tmp_path / "log", "wrapper": system_calls.command(output)}
    server = Server.on_folder(data, **traced) if data else Server.ephemeral(**traced)
    try:
        work(server)
    finally:
        children = (f"/proc/{server.process.pid}/task/{server.process.pid}/children")
        with open(children) as file:
            traced = int(file.read().split()[0])
        assert server.stop(pid=traced) == 0
    return system_calls.events(output)


def click(server, client, visitor, count=1):
    shop = Shop(client, server.key, server.private_key)
    for product in range(count):
        arguments = {"key": shop.key, "product": product, "visitor": visitor}
        assert client.get("/v2/log/click", arguments).status == 200


def test_a_click_is_synced_before_it_is_answered(tmp_path):
    def work(server):
        with Client(server.url) as client:
            click(server, client, "warm")
            click(server, client, "v1")

    pairs = system_calls.exchanges(served_under_trace(tmp_path, work), "GET /v2/log/click")
    assert len(pairs) == 2
    assert all(pair.syncs >= 1 for pair in pairs), pairs


@pytest.mark.parametrize("endpoint", ["log/sale", "privacy/forget", "customers", "orders"])
def test_other_writes_are_synced_before_they_are_answered(tmp_path, endpoint):
    arguments = {
        "log/sale": {"sale": 1, "products": [1], "email": "a@shop.example"},
        "privacy/forget": {"email": "a@shop.example"},
        "customers": {"customers": [{"id": 2}]},
        "orders": {"orders": [{"id": 2, "products": [1], "time": 1}]},
    }[endpoint]

    def work(server):
        with Client(server.url) as client:
            shop = Shop(client, server.key, server.private_key)
            shop.private("orders", orders=[
                {"id": 1, "products": [1], "time": 1, "email": "a@shop.example"}])
            shop.private(endpoint, **arguments)

    pairs = system_calls.exchanges(
        served_under_trace(tmp_path, work), f"POST /v2/{endpoint} ")
    assert pairs and all(pair.syncs >= 1 for pair in pairs), pairs


def test_a_forget_is_written_down_before_it_is_carried_out_and_before_it_is_answered(tmp_path):
    def work(server):
        with Client(server.url) as client:
            shop = Shop(client, server.key, server.private_key)
            for email in ("warm@shop.example", "ann@shop.example"):
                shop.private("customers", customers=[{"email": email}])
                # The look after the first would write beside the second.
                reached(shop, shop.forget(email=email)["receipt"], "verified")

    found = served_under_trace(tmp_path, work)
    request = system_calls.exchanges(found, "POST /v2/privacy/forget ")[-1]
    seen = [one for one in found if request.asked < one.begin < request.answered]
    ledger = [one for one in seen if one.is_of_ledger and one.call in system_calls.SYNCS]
    erased = [one for one in seen if one.is_of_wal and one.call == "pwrite64"]
    synced = [one for one in seen if one.is_of_wal and one.call in system_calls.SYNCS]
    assert ledger[0].end < erased[0].begin, "the intent is on disk before the erasure is"
    assert synced[0].end < ledger[-1].begin, "the erasure is on disk before the ledger says so"
    assert ledger[-1].end < request.answered, "and that before the answer"


@pytest.mark.parametrize("is_new", [True, False])
def test_a_log_is_void_on_the_disk_before_it_is_overwritten(tmp_path, is_new):
    # A new shop has a writer of its own; the other is written to by connections that shops share, which begin a
    # log anew before it is long.
    keys = None if is_new else create_shop(tmp_path / "data")
    if keys:
        with Server.on_folder(tmp_path / "data") as server, Client(server.url) as client:
            Shop.of(client, keys).public("log/click", product=1, visitor="v1")

    def work(server):
        with Client(server.url) as client:
            shop = Shop.of(client, keys) if keys else Shop(client, server.key, server.private_key)
            for turn in range(40):
                shop.public("log/click", product=turn, visitor="v1")
            # The look at the files, which follows, empties the log as well.
            reached(shop, shop.forget(visitor="v1")["receipt"], "verified")
            for turn in range(3):
                shop.public("log/click", product=turn, visitor="v2")

    seen = system_calls.beginnings(
        served_under_trace(tmp_path, work, None if is_new else tmp_path / "data"))
    assert all(one.is_safe for one in seen), seen
    zeros = [one.is_zero for one in seen]
    assert zeros.index(True) >= (0 if is_new else 2), "begun anew as often before the forget"
    assert False in zeros[zeros.index(True):], "and gone on with after it"


@pytest.mark.parametrize("is_marked", [True, False])
def test_a_log_whose_zeros_may_not_be_on_the_disk_is_made_void_first(tmp_path, is_marked):
    data = tmp_path / "data"
    keys = create_shop(data)
    with Server.on_folder(data) as server, Client(server.url) as client:
        Shop.of(client, keys).public("log/click", product=1, visitor="v1")
    log, = data.rglob("privacy.db-wal")
    assert log.read_bytes().strip(b"\0") == b"void on the disk"
    if not is_marked:
        # As a kill leaves it.
        log.write_bytes(bytes(log.stat().st_size))

    def work(server):
        with Client(server.url) as client:
            Shop.of(client, keys).public("log/click", product=2, visitor="v2")

    calls = [one for one in served_under_trace(tmp_path, work, data) if one.is_of_wal]
    assert [one.call for one in calls[:2]] == ["pwrite64", "fdatasync"]
    assert system_calls.is_void_header(calls[0]) != is_marked, calls[:4]


@pytest.mark.parametrize("before", ["zeros", "a thousand pages", "a shell's"])
def test_the_header_of_a_log_waits_for_what_follows_where_nothing_can_come_back(tmp_path, before):
    # A new shop has a writer of its own, which begins its log anew once a thousand pages were moved into the file.
    data = tmp_path / "data"
    keys = create_shop(data)

    def work(server):
        with Client(server.url) as client:
            shop = Shop.of(client, keys)
            if before != "a thousand pages":
                shop.private("customers", customers=[{"email": "a@shop.example"}])
                reached(shop, shop.forget(email="a@shop.example")["receipt"], "verified")
            if before == "a shell's":
                shell = sqlite3.connect(next(data.rglob("privacy.db")), isolation_level=None)
                shell.executescript("CREATE TABLE another(a); DROP TABLE another;")
                assert shell.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()[0] == 0
                shell.close()
            for number in range(500 if before == "a thousand pages" else 5):
                shop.public("log/click", product=number, visitor=f"v{number}")

    calls = [one for one in served_under_trace(tmp_path, work, data) if one.is_of_wal]
    *_, previous, last = [
        index for index, one in enumerate(calls) if system_calls.is_header(one)]
    is_void = any(system_calls.is_void_header(one) for one in calls[previous:last])
    assert is_void == (before != "a thousand pages")
    assert calls[last + 1].call == ("pwrite64" if before == "zeros" else "fdatasync")


def test_many_clicks_share_syncs_and_none_is_answered_before_its_own(tmp_path):
    def work(server):
        def one(number):
            with Client(server.url) as client:
                ready.wait()
                click(server, client, f"v{number}", CLICKS)

        ready = threading.Barrier(CONNECTIONS)
        threads = [threading.Thread(target=one, args=(n,)) for n in range(CONNECTIONS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(120)

    found = served_under_trace(tmp_path, work)
    pairs = system_calls.exchanges(found, "GET /v2/log/click")
    syncs = sum(1 for one in found if one.call in system_calls.SYNCS and one.is_of_wal)
    assert len(pairs) == CONNECTIONS * CLICKS
    assert all(pair.syncs >= 1 for pair in pairs), [pair for pair in pairs if not pair.syncs][:3]
    assert syncs < len(pairs) / 2, f"{syncs} syncs for {len(pairs)} clicks"


# The reader of traces itself

TRACE = """\
7  recvfrom(9<TCP:[127.0.0.1:80->127.0.0.1:5000]>, "GET /v2/log/click?a=1", 99, 0, NULL, NULL) = 9
8  pwrite64(5</tmp/d/shops/ab/privacy.db-wal>, "x", 1, 0) = 1
8  fdatasync(5</tmp/d/shops/ab/privacy.db-wal> <unfinished ...>
7  sendto(9<TCP:[127.0.0.1:80->127.0.0.1:5000]>, "HTTP/1.1 200 OK", 15, 0, NULL, 0) = 15
8  <... fdatasync resumed>) = 0
"""


LOG = """\
8  pwrite64(5</tmp/d/shops/ab/privacy.db-wal>, "7\\177\\6\\202"..., 4152, 0) = 4152
8  pwrite64(5</tmp/d/shops/ab/privacy.db-wal>, "\\0\\0\\0"..., 32, 0 <unfinished ...>
8  <... pwrite64 resumed>) = 32
8  fdatasync(5</tmp/d/shops/ab/privacy.db-wal>) = 0
8  pwrite64(5</tmp/d/shops/ab/privacy.db-wal>, "\\0\\0\\0"..., 4152, 0) = 4152
"""


@pytest.mark.parametrize("lines, expected", [
    ((0, 1, 2, 3, 4), [True]), ((0, 1, 2, 4, 3), [False]), ((0, 3, 4), [False]), ((1, 2, 3, 4), []),
    ((0, 1, 2, 3, 0), [True]), ((0, 1, 2, 3, 4, 0, 0), [True, True, False]),
])
def test_a_header_counts_as_void_only_after_a_sync_of_it(tmp_path, lines, expected):
    file, text = tmp_path / "trace", LOG.splitlines(keepends=True)
    file.write_text("".join(text[line] for line in lines))
    seen = system_calls.beginnings(system_calls.events(file))
    assert [one.is_safe for one in seen] == expected


@pytest.mark.parametrize("lines, expected", [
    ((0, 1, 2, 3, 4), [0]), ((0, 1, 2, 4, 3), [1]), ((1, 2, 4, 0, 3), [0]), ((0, 3), [0]),
    ((0, 2, 4, 1, 3), [0]),
])
def test_only_a_finished_sync_after_the_write_counts(tmp_path, lines, expected):
    file, text = tmp_path / "trace", TRACE.splitlines(keepends=True)
    file.write_text("".join(text[line] for line in lines))
    pairs = system_calls.exchanges(system_calls.events(file), "GET /v2/log/click")
    assert [pair.syncs for pair in pairs] == expected
