"""What was answered survives: kills and orderly ends under load; one owner a folder."""

import json
import random
import resource
import signal
import socket
import threading
import time

import pytest

from client import Client, Shop
from server import Server, command, create_shop, run
from test_subjects import order

CLIENTS, ROUNDS = 10, 5


class Writer(threading.Thread):
    """One client that writes until the server is gone and remembers what was acknowledged."""

    def __init__(self, url, keys, name):
        super().__init__(daemon=True)
        self.shop = Shop.of(Client(url), keys)
        self.name, self.done = name, {"clicks": 0, "customers": 0, "orders": 0, "sales": 0}
        self.tried, self.failure = dict(self.done), None
        self.is_asked_to_stop = threading.Event()

    @property
    def visitor(self):
        return f"visitor-{self.name}"

    @property
    def email(self):
        return f"{self.name}@shop.example"

    def write(self, kind, number):
        if kind == "clicks":
            self.shop.public("log/click", product=number, visitor=self.visitor)
        elif kind == "customers":
            self.shop.private("customers", customers=[
                {"id": f"{self.name}-{number}", "email": self.email}])
        elif kind == "orders":
            self.shop.private("orders", orders=[order(f"o-{self.name}-{number}", email=self.email)])
        else:
            self.shop.public("log/sale", sale=f"s-{self.name}-{number}", products=[1],
                             email=self.email)

    def run(self):
        while not self.is_asked_to_stop.is_set():
            kind = random.choice(list(self.done))
            self.tried[kind] += 1
            try:
                self.write(kind, self.tried[kind])
            except AssertionError as failure:
                self.failure = failure
                return
            except Exception:  # The server is gone: what was not answered may or may not be there.
                return
            self.done[kind] += 1


def assert_everything_is_there(shop, writer):
    """Each acknowledged write is held, and nothing more than was tried."""
    assert writer.failure is None, writer.failure
    held = shop.info(email=writer.email)
    placed = {"orders": 0, "sales": 0}
    for id in held["orders"]:
        placed["orders" if id.startswith("o-") else "sales"] += 1
    have = {"clicks": len(shop.info(visitor=writer.visitor)["activity"]),
            "customers": len(held["customers"]), **placed}
    for kind, count in have.items():
        assert writer.done[kind] <= count <= writer.tried[kind], (kind, count, writer.done)


def write_until(server, keys, round_name, end):
    """Writes with several clients while `end` ends the server."""
    writers = [Writer(server.url, keys, f"{round_name}c{n}") for n in range(CLIENTS)]
    for writer in writers:
        writer.start()
    while sum(sum(writer.done.values()) for writer in writers) < 10 * CLIENTS:
        time.sleep(.01)
        assert not any(writer.failure for writer in writers)
    time.sleep(random.uniform(0, .3))
    end()
    for writer in writers:
        writer.join(60)
        assert not writer.is_alive()
    return writers


def test_what_was_acknowledged_survives_kill_9(tmp_path):
    data = tmp_path / "data"
    keys = create_shop(data)
    writers = []
    for number in range(ROUNDS):
        server = Server.on_folder(data)
        writers += write_until(server, keys, f"r{number}", server.kill)
        with Server.on_folder(data) as again, Client(again.url) as client:
            shop = Shop.of(client, keys)
            for writer in writers:
                assert_everything_is_there(shop, writer)
    assert sum(sum(writer.done.values()) for writer in writers) > ROUNDS * 50


def test_an_orderly_end_under_load_loses_nothing(tmp_path):
    data = tmp_path / "data"
    keys = create_shop(data)
    writers = []
    for number in range(ROUNDS):
        server, codes = Server.on_folder(data), []
        writers += write_until(
            server, keys, f"t{number}", lambda: codes.append(server.stop(signal.SIGTERM)))
        assert codes == [0], server.errors()
    with Server.on_folder(data) as again, Client(again.url) as client:
        shop = Shop.of(client, keys)
        for writer in writers:
            assert_everything_is_there(shop, writer)


def test_a_forget_survives_kill_9(tmp_path):
    data = tmp_path / "data"
    keys = create_shop(data)
    server = Server.on_folder(data)
    with Client(server.url) as client:
        shop = Shop.of(client, keys)
        for number in range(1, 21):
            shop.private("customers", customers=[{"id": number, "email": f"p{number}@x.example"}])
            shop.private("orders", orders=[order(f"o{number}", customer=number)])
            if number % 2:
                shop.forget(customer=number)
    server.kill()
    with Server.on_folder(data) as again, Client(again.url) as client:
        shop = Shop.of(client, keys)
        for number in range(1, 21):
            expected = [] if number % 2 else [f"o{number}"]
            assert shop.info(email=f"p{number}@x.example")["orders"] == expected
            assert len(shop.get("orders", orders=[f"o{number}"])["orders"]) == 1


@pytest.mark.parametrize("sig", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_at_once_when_nothing_runs(tmp_path, sig):
    server = Server.on_folder(tmp_path / "data")
    with socket.create_connection((server.host, server.port)), Client(server.url) as client:
        assert client.get("/health").status == 200
        start = time.monotonic()
        assert server.stop(sig) == 0
        assert time.monotonic() - start < 5, "idle connections must not hold the end up"
    assert not (tmp_path / "data" / "control.sock").exists()


def test_an_ephemeral_folder_goes_away(tmp_path):
    place = tmp_path / "temporary"
    place.mkdir()
    with Server.ephemeral(
            tmp_path / "log", environment={"TMPDIR": str(place)}) as server:
        with Client(server.url) as client:
            shop = Shop(client, server.key, server.private_key)
            shop.private("customers", customers=[{"id": 1}])
            assert shop.info(customer=1)["customers"] == [{"id": 1}]
        assert any(place.iterdir()), "it should live under TMPDIR"
    assert not any(place.iterdir())


def test_a_busy_port_is_a_clear_error(session, tmp_path):
    done = run("serve", "--data", tmp_path / "other", "--port", session.server.port)
    assert done.returncode == 1
    assert str(session.server.port) in done.stderr and len(done.stderr.splitlines()) == 1


def test_a_second_owner_of_a_folder_is_refused(session):
    done = run("serve", "--data", session.data, "--port", 0)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1 and done.stdout == ""


def test_a_host_that_others_can_reach_is_refused_without_tls(tmp_path):
    done = run("serve", "--data", tmp_path / "data", "--host", "0.0.0.0", "--port", 0)
    assert done.returncode in (1, 64) and "--behind-tls" in done.stderr


def test_files_are_the_owners_alone(session, shop):
    shop.private("customers", customers=[{"id": 1}])
    for path in [session.data, *session.data.rglob("*")]:
        try:
            mode = path.stat().st_mode & 0o777
        except FileNotFoundError:  # The log of a shop that was closed meanwhile.
            continue
        assert mode == (0o700 if path.is_dir() else 0o600), (path, oct(mode))


def test_a_folder_that_cannot_be_written_is_a_clear_error(tmp_path):
    (tmp_path / "file").write_text("")
    done = run("serve", "--data", tmp_path / "file" / "data", "--port", 0)
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1


def test_many_ephemeral_servers_run_side_by_side(tmp_path):
    servers = [Server.ephemeral(tmp_path / f"log{n}") for n in range(4)]
    try:
        assert len({server.port for server in servers}) == 4
        for server in servers:
            with Client(server.url) as client:
                shop = Shop(client, server.key, server.private_key)
                assert shop.info(customer=1)["customers"] == []
                shop.private("customers", customers=[{"id": 1}])
    finally:
        for server in servers:
            assert server.stop() == 0


def test_a_change_that_does_not_fit_into_its_file_is_kept_by_the_log(place):
    place.populate()
    file = place.data / "shops" / place.keys["id"] / "privacy.db"
    # The signal of the limit would end it.
    patient = ("bash", "-c", 'trap "" XFSZ; exec "$@"', "bash")

    def held(shop) -> list:
        return [one["note"][:3] for one in shop.info(email="large@shop.example")["order_details"]]

    with place.served(wrapper=patient) as server, Client(server.url) as client:
        shop, pid = place.shop(client), server.process.pid
        before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (file.stat().st_size, before[1]))
        shop.private("orders", orders=[
            order(1, email="large@shop.example", note="one" + "x" * 20_000)])
        log = file.with_name("privacy.db-wal").stat().st_size
        assert log > 0 and file.with_name("privacy.db-shm").exists(), "SQLite has taken over"
        assert held(shop) == ["one"]
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)
        shop.private("orders", orders=[
            order(2, email="large@shop.example", note="two" + "x" * 20_000)])
        assert held(shop) == ["one", "two"]
    with place.served() as server, Client(server.url) as client:
        assert held(place.shop(client)) == ["one", "two"]
    assert json.loads(command("verify", "--data", place.data, "--json"))["faults"] == []
