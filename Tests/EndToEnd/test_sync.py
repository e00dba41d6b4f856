"""No answer before the disk has it, and one sync for many: seen by strace at the system calls."""

import threading

import pytest

import system_calls
from client import Client, Shop
from server import Server, has_strace

pytestmark = pytest.mark.skipif(not has_strace(), reason="strace is not installed")
CONNECTIONS, CLICKS = 64, 5


def served_under_trace(tmp_path, work):
    """Runs `work` against a traced server and returns what was seen."""
    output = tmp_path / "trace"
    server = Server.ephemeral(tmp_path / "log", wrapper=system_calls.command(output))
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
                shop.forget(email=email)

    found = served_under_trace(tmp_path, work)
    request = system_calls.exchanges(found, "POST /v2/privacy/forget ")[-1]
    seen = [one for one in found if request.asked < one.begin < request.answered]
    ledger = [one for one in seen if one.is_of_ledger and one.call in system_calls.SYNCS]
    erased = [one for one in seen if one.is_of_wal and one.call == "pwrite64"]
    synced = [one for one in seen if one.is_of_wal and one.call in system_calls.SYNCS]
    assert ledger[0].end < erased[0].begin, "the intent is on disk before the erasure is"
    assert synced[0].end < ledger[-1].begin, "the erasure is on disk before the ledger says so"
    assert ledger[-1].end < request.answered, "and that before the answer"


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


@pytest.mark.parametrize("lines, expected", [
    ((0, 1, 2, 3, 4), [0]), ((0, 1, 2, 4, 3), [1]), ((1, 2, 4, 0, 3), [0]), ((0, 3), [0]),
    ((0, 2, 4, 1, 3), [0]),
])
def test_only_a_finished_sync_after_the_write_counts(tmp_path, lines, expected):
    file, text = tmp_path / "trace", TRACE.splitlines(keepends=True)
    file.write_text("".join(text[line] for line in lines))
    pairs = system_calls.exchanges(system_calls.events(file), "GET /v2/log/click")
    assert [pair.syncs for pair in pairs] == expected
