"""Starts and stops a server on a copy of its data."""

import http.client
import os
import socket
import subprocess
import time
from pathlib import Path

from . import processes, seeds
from .contestants import Contestant

READY_SECONDS = 60
STOP_SECONDS = 60


class Server:
    """A running server. Its words are kept in a log beside its data."""

    def __init__(self, contestant: Contestant, data: Path):
        self.contestant, self.data, self.port = contestant, data, _free_port()
        if contestant.prepare:
            contestant.prepare(data, self.port)
        seeds.warm(data)
        environment = {name: self._fill(value) for name, value in contestant.environment.items()}
        self._log = open(data.with_suffix(".log"), "ab")
        start = time.perf_counter()
        self._process = subprocess.Popen(
            [self._fill(word) for word in contestant.command],
            env={**os.environ, **environment}, stdin=subprocess.DEVNULL,
            stdout=self._log, stderr=self._log, start_new_session=True)
        self.pid = self._process.pid
        try:
            self._wait_until_ready()
        except BaseException:
            self.stop()
            raise
        self.ready_seconds = time.perf_counter() - start

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def _fill(self, text: str) -> str:
        return text.replace("{data}", str(self.data)).replace("{port}", str(self.port))

    def _wait_until_ready(self):
        end = time.monotonic() + READY_SECONDS
        while time.monotonic() < end:
            if self._process.poll() is not None:
                raise RuntimeError(f"{self.contestant.name} ended at start: see {self._log.name}")
            try:
                status, _ = self.get(self.contestant.answers_when_ready)
            except OSError:
                time.sleep(0.001)
                continue
            if status == 200 or self.contestant.answers_when_ready != "/ready":
                return
        raise RuntimeError(f"{self.contestant.name} does not answer: see {self._log.name}")

    def get(self, path: str) -> tuple[int, bytes]:
        """One call on a connection of its own: status and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def stop(self):
        """Asks the process to stop; kills it and its children when they do not."""
        every = processes.tree(self.pid)
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            for pid in every:
                try:
                    os.kill(pid, 9)
                except ProcessLookupError:
                    pass
            self._process.wait()
        self._log.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
