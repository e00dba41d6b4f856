"""Ten thousand idle and two thousand dripping connections harm nobody else."""

import re
from contextlib import contextmanager
from pathlib import Path

import pytest

from client import Client, Shop
from crowds import Customers, Drip, allow, connect
from server import Server

IDLE, DRIPPING, CUSTOMERS = 10_000, 2_000, 4
# Longer than a head may take, so that those who drip are cut meanwhile.
SECONDS = 14
# A pair of requests takes milliseconds: who waits so long is held up by others.
SLOWEST_SECONDS = 10
# About 4 kB when new and 8 kB after a request; a stack or a buffer of its own would be far more.
BYTES_PER_CONNECTION = 16 * 1024
SPARE_DESCRIPTORS = 500


def resident_bytes(server) -> int:
    """The memory of the server's process."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return 1024 * int(re.search(r"VmRSS:\s+(\d+)", status)[1])


def test_a_crowd_of_connections_holds_nobody_up(tmp_path):
    if not allow(IDLE + DRIPPING + SPARE_DESCRIPTORS):
        pytest.skip("this system does not allow so many open files")
    with Server.ephemeral(tmp_path / "log") as server:

        @contextmanager
        def shop():
            with Client(server.url) as client:
                yield Shop(client, server.key, server.private_key)

        def customers(seconds):
            some = [Customers(shop, f"c{n}", seconds) for n in range(CUSTOMERS)]
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
            per_connection = (resident_bytes(server) - before) / (IDLE + DRIPPING)
        finally:
            drip.stop()
            for connection in idle:
                connection.close()
        print(f"{per_connection:.0f} bytes a connection, slowest pair {slowest * 1000:.0f} ms, "
              f"{drip.reopened} drips cut")
        assert drip.reopened >= DRIPPING, "those who drip were not cut"
        assert slowest < SLOWEST_SECONDS
        assert per_connection < BYTES_PER_CONNECTION
