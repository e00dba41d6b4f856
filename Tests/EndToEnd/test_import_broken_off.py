"""An import through a service that is broken off: what is in stands before the rest in the file."""

import json
import signal
import subprocess
import time

import pytest

from client import Client, Shop
from server import Server, binary, create_shop

COUNT = 60_000
EMAIL = "ann@shop.example"
PATIENCE_SECONDS = 60


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def keys(data):
    return create_shop(data)


@pytest.fixture
def feed(tmp_path):
    """Orders of one person, numbered in the order of the file."""
    file = tmp_path / "orders.jsonl"
    file.write_text("".join(
        json.dumps({"table": "order", "id": n, "email": EMAIL, "time": n}) + "\n"
        for n in range(1, COUNT + 1)))
    return file


def begin(feed, keys, data) -> subprocess.Popen:
    """Begins an import and returns once some of it is in."""
    importing = subprocess.Popen(
        [binary(), "import", str(feed), "--shop", keys["key"], "--data", str(data)],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    log = data / "shops"
    deadline = time.monotonic() + PATIENCE_SECONDS
    while sum(file.stat().st_size for file in log.rglob("privacy.db*")) < 2 << 20:
        assert importing.poll() is None, importing.stderr.read()
        assert time.monotonic() < deadline, "nothing came in"
        time.sleep(0.005)
    return importing


def held(client, keys) -> int:
    """How many orders are in; they are the first of the file."""
    orders = Shop.of(client, keys).info(email=EMAIL)["orders"]
    assert orders == list(range(1, len(orders) + 1))
    return len(orders)


def settled(client, keys) -> int:
    """How many orders are in once no more come."""
    before, now = -1, held(client, keys)
    while now != before:
        time.sleep(0.5)
        before, now = now, held(client, keys)
    return now


def test_the_command_is_killed(data, keys, feed):
    with Server.on_folder(data) as server, Client(server.url) as client:
        importing = begin(feed, keys, data)
        importing.kill()
        importing.communicate()
        assert 0 < settled(client, keys) < COUNT
        again = subprocess.run(
            [binary(), "import", feed, "--shop", keys["key"], "--data", data, "--json"],
            capture_output=True, text=True, check=True)
        assert json.loads(again.stdout)["imported"] == {"orders": COUNT}
        assert held(client, keys) == COUNT


@pytest.mark.parametrize("sig", [signal.SIGTERM, signal.SIGKILL])
def test_the_service_ends(data, keys, feed, sig):
    with Server.on_folder(data) as server:
        importing = begin(feed, keys, data)
        if sig == signal.SIGTERM:
            assert server.stop() == 0
        else:
            server.kill()
        _, errors = importing.communicate(timeout=PATIENCE_SECONDS)
        assert importing.returncode == 1 and "server" in errors
    with Server.on_folder(data) as server, Client(server.url) as client:
        assert 0 < held(client, keys) < COUNT


def test_the_service_is_restarted_in_its_place(data, keys, feed):
    with Server.on_folder(data) as server, Client(server.url) as client:
        importing = begin(feed, keys, data)
        server.restart()
        _, errors = importing.communicate(timeout=PATIENCE_SECONDS)
        assert importing.returncode == 0, errors
        assert held(client, keys) == COUNT


def test_others_are_answered_between_two_batches(data, keys, feed):
    with Server.on_folder(data) as server, Client(server.url) as client:
        importing = begin(feed, keys, data)
        shop, waits = Shop.of(client, keys), []
        while importing.poll() is None:
            start = time.monotonic()
            shop.call("POST", "log/click", {"visitor": "v", "product": len(waits)})
            waits.append(time.monotonic() - start)
        assert importing.returncode == 0
        assert held(client, keys) == COUNT
        clicks = shop.info(visitor="v")["activity"]
        assert len(clicks) == len(waits) >= 3, waits
