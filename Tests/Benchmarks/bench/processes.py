"""What a server and the machine use, as /proc tells."""

import os
import threading
import time
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
QUIET_CORES = 0.3


def tree(pid: int) -> list[int]:
    """The process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (fields := _stat(int(entry.name))):
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def cpu_seconds(pid: int) -> float:
    """User and system time of a process and its children so far."""
    every = (_stat(one) for one in tree(pid))
    return sum(int(fields[11]) + int(fields[12]) for fields in every if fields) / TICKS


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat from the third on; none when the process is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def memory(pid: int) -> dict[str, float]:
    """Megabytes of a process and its children: PSS counts a shared page once; private is what no file
    backs, without the pages of mapped files, which the system takes back when it needs them."""
    total = {"pss": 0, "private": 0}
    for one in tree(pid):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()[1:]
        except OSError:
            continue
        kilobytes = {line.split(":")[0]: int(line.split()[1]) for line in lines}
        total["pss"] += kilobytes["Pss"]
        total["private"] += kilobytes["Anonymous"]
    return {name: value / 1_024 for name, value in total.items()}


def anonymous(pid: int) -> float:
    """Megabytes of a process that no file backs (RssAnon)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1_024 for line in lines if line.startswith("RssAnon"))


class Peak:
    """Looks at a process's anonymous memory fifty times a second; `most` is the largest."""

    def __init__(self, pid: int):
        self.pid, self.most, self.first = pid, 0.0, anonymous(pid)

    def __enter__(self):
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._look)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.thread.join()

    def _look(self):
        while not self.over.wait(0.02):
            self.most = max(self.most, anonymous(self.pid))


def busy_seconds() -> float:
    """The time that all cores together have worked so far."""
    with open("/proc/stat") as file:
        values = [int(value) for value in file.readline().split()[1:9]]
    return (sum(values) - values[3] - values[4]) / TICKS


def wait_until_quiet(at_most: float):
    """Waits until everybody uses less than a part of a core for 2 s; goes on after a while."""
    end = time.monotonic() + at_most
    while time.monotonic() < end:
        before, start = busy_seconds(), time.monotonic()
        time.sleep(2)
        if (busy_seconds() - before) / (time.monotonic() - start) < QUIET_CORES:
            return
