"""A process that may open no more files: told clearly, no spinning, and over with its cause."""

import os
import resource
import socket
import time

import pytest

from client import Client, Shop
from metrics import faults, metric
from server import Server, create_shop

HEALTH = b"GET /health HTTP/1.1\r\nHost: oblio\r\n\r\n"
# As many as are turned away at once, and some.
CALLERS = 12
# A loop that spins takes all of it; this one looks once a second.
WATCHED_SECONDS, MOST_CPU_SECONDS = 3, 1.5


def customers() -> list:
    return [{"id": f"c{n}", "email": f"person.{n}@mail.example"} for n in range(20)]


def cpu_seconds(pid) -> float:
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Shortage:
    """While it stands, a process has all the descriptors that it may have."""

    def __init__(self, pid):
        self._pid = pid
        self._usual = resource.prlimit(pid, resource.RLIMIT_NOFILE)

    def __enter__(self):
        taken = max(int(name) for name in os.listdir(f"/proc/{self._pid}/fd"))
        resource.prlimit(self._pid, resource.RLIMIT_NOFILE, (taken + 1, self._usual[1]))
        return self

    def __exit__(self, *_):
        resource.prlimit(self._pid, resource.RLIMIT_NOFILE, self._usual)


@pytest.fixture
def two(tmp_path):
    """A data folder with two shops that hold people."""
    data = tmp_path / "data"
    both = create_shop(data, "Open"), create_shop(data, "Closed")
    with Server.on_folder(data) as server, Client(server.url) as client:
        for keys in both:
            Shop.of(client, keys).private(
                "customers", customers=customers())
    return data, both


def test_a_shop_that_cannot_be_opened_is_told_to_wait(two):
    data, both = two
    with Server.on_folder(data) as server, Client(server.url) as client:
        used, closed = [Shop.of(client, keys) for keys in both]
        expected = used.info(email="person.1@mail.example")["customers"]
        with Shortage(server.process.pid):
            assert used.info(email="person.1@mail.example")["customers"] == expected
            for endpoint, arguments in (
                    ("privacy/info", {"email": "person.1@mail.example"}),
                    ("customers", {"customers": customers()})):
                answer = closed.call("POST", endpoint, arguments, private=True)
                assert answer.status == 503 and answer.json["type"] == "InternalError", answer
                assert int(answer.headers["Retry-After"]) > 0
            ready = client.get("/ready")
            assert ready.status == 503 and "files open" in ready.json["reason"]
            assert faults(client, "no_descriptors") >= 3 and faults(client, "damaged") == 0
        assert closed.info(email="person.1@mail.example")["customers"] == expected
        for shop in (used, closed):
            shop.forget(email="person.1@mail.example")
        assert client.get("/ready").json == {"status": "ok"}


def test_callers_who_are_too_many_are_told_so(two):
    data, both = two
    with Server.on_folder(data) as server, Client(server.url) as client:
        used = Shop(client, both[0]["key"], both[0]["private_key"])
        used.info(email="person.1@mail.example")
        with Shortage(server.process.pid):
            before = cpu_seconds(server.process.pid)
            callers = [socket.create_connection((server.host, server.port), timeout=30)
                       for _ in range(CALLERS)]
            for caller in callers:
                caller.sendall(HEALTH)
            # Nobody waits for ever: who finds no place is told so, and makes room by going.
            found = set()
            for caller in callers:
                with caller:
                    found.add(caller.recv(64).split(b" ")[1])
            assert b"503" in found and found <= {b"200", b"503"}
            # Those who were there before are served meanwhile.
            assert used.info(email="person.2@mail.example")["customers"]
            time.sleep(WATCHED_SECONDS)
            assert cpu_seconds(server.process.pid) - before < MOST_CPU_SECONDS
            assert metric(client, "oblio_accept_shortages_total") > 0
        with Client(server.url) as another:
            assert another.get("/health").status == 200
