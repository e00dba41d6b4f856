"""Many connections to one server: idle ones, and ones that send a byte now and then."""

import resource
import socket
import threading
import time

IP_BIND_ADDRESS_NO_PORT = 24
# Fewer than a sensible server allows one address.
PER_ADDRESS = 50
START, DRIP, PAUSE_SECONDS = b"GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ", b"a", 0.5


def allow(descriptors: int) -> bool:
    """Raises this process's limit of open files to its highest; false when that is too low."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard == resource.RLIM_INFINITY or hard >= descriptors


def connect(server, number: int) -> socket.socket:
    """A connection; its number decides from which address of this machine."""
    block, place = divmod(number // PER_ADDRESS, 250)
    connection = socket.socket()
    connection.setsockopt(socket.IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, 1)
    connection.bind((f"127.1.{block}.{place + 1}", 0))
    connection.settimeout(60)
    connection.connect((server.host, server.port))
    return connection


class Drip(threading.Thread):
    """Sends a byte on each of many connections, again and again; opens anew those that were cut."""

    def __init__(self, server, numbers):
        super().__init__()
        self.server, self.reopened = server, 0
        self.stopping, self.some_were_cut = threading.Event(), threading.Event()
        self.connections = {number: self._open(number) for number in numbers}

    def _open(self, number):
        connection = connect(self.server, number)
        connection.sendall(START)
        return connection

    def run(self):
        """Goes on until told to stop."""
        while not self.stopping.wait(PAUSE_SECONDS):
            for number, connection in self.connections.items():
                try:
                    connection.send(DRIP)
                except OSError:
                    connection.close()
                    self.connections[number] = self._open(number)
                    self.reopened += 1
                    self.some_were_cut.set()

    def stop(self):
        """Ends the drips and hangs up."""
        self.stopping.set()
        self.join()
        for connection in self.connections.values():
            connection.close()


class Customers(threading.Thread):
    """Somebody with ordinary requests, whose answers are checked."""

    def __init__(self, make_shop, name, seconds):
        super().__init__()
        self.make_shop, self.name_of, self.seconds = make_shop, name, seconds
        self.rounds, self.slowest, self.failure = 0, 0.0, None

    def run(self):
        """Clicks and looks, again and again."""
        try:
            with self.make_shop() as shop:
                end = time.monotonic() + self.seconds
                while (start := time.monotonic()) < end:
                    visitor = f"{self.name_of}-{self.rounds}"
                    shop.public("log/click", product=7, visitor=visitor)
                    [activity] = shop.info(visitor=visitor)["activity"]
                    assert activity["visitor"] == visitor and activity["type"] == "click"
                    self.rounds += 1
                    self.slowest = max(self.slowest, time.monotonic() - start)
        except BaseException as failure:
            self.failure = failure
