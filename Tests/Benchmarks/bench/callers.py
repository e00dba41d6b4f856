"""Callers at a steady pace, for how long others wait while something large goes on."""

import http.client
import multiprocessing
import random
import threading
import time

from . import figures

CALLERS, CALLS_A_SECOND = 4, 50
PACE = f"{CALLERS * CALLS_A_SECOND} a second"


class Callers:
    """Callers in a process of their own, who ask from when it is entered until it is left."""

    def __init__(self, port: int, paths: list[str]):
        context = multiprocessing.get_context("fork")
        self._is_over, self._results = context.Event(), context.Queue()
        self._process = context.Process(target=_call, daemon=True, args=(
            port, paths, self._is_over, self._results))
        self._calls: list[tuple[float, float]] = []

    def __enter__(self):
        self._process.start()
        return self

    def __exit__(self, *_):
        self._is_over.set()
        self._calls = self._results.get(timeout=60)
        self._process.join()

    def waited(self, start: float, end: float) -> dict:
        """How long the calls took that overlap that time; known once it was left."""
        return figures.percentiles([b - a for a, b in self._calls if a < end and start < b])


def _call(port: int, paths: list[str], is_over, results):
    seen: list[tuple[float, float]] = []

    def caller():
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        due = time.perf_counter() + random.random() / CALLS_A_SECOND
        while not is_over.is_set():
            time.sleep(max(0, due - time.perf_counter()))
            start = time.perf_counter()
            connection.request("GET", random.choice(paths))
            answer = connection.getresponse()
            answer.read()
            seen.append((start, time.perf_counter()))
            if answer.status != 200:
                raise RuntimeError(f"a call was answered {answer.status}")
            due = max(due + 1 / CALLS_A_SECOND, time.perf_counter())

    threads = [threading.Thread(target=caller) for _ in range(CALLERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    results.put(seen)
