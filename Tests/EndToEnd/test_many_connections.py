"""Many connections harm nobody else: idle ones, dripping ones, and bodies that do not end."""

import re
import selectors
import zlib
from contextlib import contextmanager
from pathlib import Path

import pytest

from client import Client, Shop
from crowds import Customers, Drip, allow, connect
from server import Server

IDLE, DRIPPING, CUSTOMERS = 10_000, 2_000, 4
# Longer than a head may take and a refusal lingers, so that those who drip are cut meanwhile.
SECONDS = 14
# A pair of requests takes milliseconds: who waits so long is held up by others.
SLOWEST_SECONDS = 20
# About 4 kB when new and 8 kB after a request; a stack or a buffer of its own would be far more.
BYTES_PER_CONNECTION = 16 * 1024
BODY_BYTES, BODIES, FITTING = 16 * 1024 * 1024, 64, 16
# Bodies may hold half of this together; those of the test would hold twice as much.
BODIES_RESIDENT_BYTES = 512 * 1024 * 1024
SPARE_DESCRIPTORS = 500


def resident_bytes(server) -> int:
    """The memory of the server's process."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return 1024 * int(re.search(r"VmRSS:\s+(\d+)", status)[1])


def refusals(connections, count) -> list[bytes]:
    """What the first so many answers are."""
    answers = []
    with selectors.DefaultSelector() as selector:
        for connection in connections:
            selector.register(connection, selectors.EVENT_READ)
        while len(answers) < count:
            ready = selector.select(60)
            assert ready, f"{len(answers)} were answered"
            for key, _ in ready:
                answers.append(key.fileobj.recv(65536))
                selector.unregister(key.fileobj)
    return answers


def test_a_crowd_of_connections_holds_nobody_up(tmp_path):
    if not allow(IDLE + DRIPPING + SPARE_DESCRIPTORS):
        pytest.skip("this system does not allow so many open files")
    with Server.ephemeral(tmp_path / "log") as server:

        @contextmanager
        def shop():
            with Client(server.url) as client:
                yield Shop(client, server.key, server.private_key)

        def customers(seconds):
            some = [Customers(shop, f"{seconds}s-{n}", seconds) for n in range(CUSTOMERS)]
            for one in some:
                one.start()
            for one in some:
                one.join()
                assert one.failure is None and one.rounds > 0, one.failure
            return max(one.slowest for one in some)

        customers(1)
        before = resident_bytes(server)
        idle = [connect(server, number) for number in range(IDLE)]
        drip = Drip(server, range(IDLE, IDLE + DRIPPING))
        drip.start()
        try:
            slowest = customers(SECONDS)
            assert drip.some_were_cut.wait(60), "those who drip were not cut"
            per_connection = (resident_bytes(server) - before) / (IDLE + DRIPPING)
        finally:
            drip.stop()
            for connection in idle:
                connection.close()
        print(f"{per_connection:.0f} bytes a connection, slowest pair {slowest * 1000:.0f} ms, "
              f"{drip.reopened} drips cut")
        assert slowest < SLOWEST_SECONDS
        assert per_connection < BYTES_PER_CONNECTION


def test_bodies_that_do_not_end_do_not_fill_the_memory(tmp_path):
    """A few kilobytes of gzip become megabytes that the server has to keep until the rest has come."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = packer.compress(b" " * (BODY_BYTES - 1)) + packer.flush(zlib.Z_SYNC_FLUSH)
    head = (b"POST /v2/log/click HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\n"
            b"Content-Length: %d\r\n\r\n" % (len(packed) + 1))
    with Server.ephemeral(
            tmp_path / "log", "--threads", 2) as server, Client(server.url) as client:
        shop = Shop(client, server.key, server.private_key)
        shop.public("log/click", product=7, visitor="v1")
        connections = [connect(server, number) for number in range(BODIES)]
        for connection in connections:
            connection.sendall(head + packed)
        refused = refusals(connections, BODIES - FITTING)
        assert all(answer.startswith(b"HTTP/1.1 503 ") for answer in refused), refused
        assert resident_bytes(server) < BODIES_RESIDENT_BYTES
        shop.public("log/click", product=8, visitor="v1")
        assert len(shop.info(visitor="v1")["activity"]) == 2
        for connection in connections:
            connection.close()
