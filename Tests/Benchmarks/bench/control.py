"""Makes many shops through the control socket of a running server.

A shop of 20 subjects takes 11 ms with 8 connections and 20 ms with one, on 2 cores and a disk that
syncs in 0.1 ms; a start of `oblio shop create` and one of `oblio import` take 56 ms.
"""

import http.client
import itertools
import json
import socket
import threading
from pathlib import Path

from . import records

CONNECTIONS = 8  # syncs of different shops overlap
BATCH = 500


class ControlConnection(http.client.HTTPConnection):
    """Calls on DATA/control.sock (Docs/decisions/0003): a JSON object to each operation."""

    def __init__(self, data: Path):
        super().__init__("control")
        self._path = str(data / "control.sock")

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self._path)

    def perform(self, operation: str, **wish) -> dict:
        self.request("POST", f"/{operation}", json.dumps(wish))
        answer = self.getresponse()
        body = json.loads(answer.read())
        if answer.status != 200:
            raise RuntimeError(f"{operation}: {body}")
        return body


def make_shops(data: Path, shops: range, subjects: int):
    """The shops of these numbers with their records."""
    numbers = iter(shops)
    lock, faults = threading.Lock(), []

    def work():
        connection = ControlConnection(data)
        try:
            while not faults:
                with lock:
                    shop = next(numbers, None)
                if shop is None:
                    return
                connection.perform("create-shop", name=f"Shop {shop}", key=records.key(shop),
                                   private_key=records.private_key(shop))
                _fill(connection, shop, subjects)
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]


def _fill(connection: ControlConnection, shop: int, subjects: int):
    lines = ([fields.pop("table"), fields] for fields in records.objects(shop, subjects))
    while batch := list(itertools.islice(lines, BATCH)):
        done = connection.perform("import-batch", shop=records.key(shop), skip_invalid=False,
                                  records=batch)
        if done.get("stop") is not None:
            raise RuntimeError(f"shop {shop}: {done}")
