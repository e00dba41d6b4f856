"""Puts load on a server by wrk, and looks what it costs the server meanwhile."""

import os
import resource
import subprocess
from dataclasses import dataclass

from . import processes
from .contestants import HERE
from .servers import Server


@dataclass(frozen=True)
class Case:
    """What is asked for, on how many connections. The script is one of Tests/Benchmarks/load."""

    name: str
    script: str
    connections: int


def measure(server: Server, case: Case, seconds: int, seed: int, forgotten: int = 0) -> dict:
    """What wrk saw and what was used. "others" is the cores that neither server nor wrk used.

    Of `forgotten` subjects is known that they are gone; a forget goes on behind them.
    """
    who = server.contestant
    environment = {
        **os.environ, "LOAD": str(HERE / "load"), "SHOPS": str(who.shops),
        "SUBJECTS": str(who.subjects), "SEED": str(seed), "FIRST": str(forgotten),
        "HOST": server.address, "ZIPF": str(int(who.is_zipf))}
    command = ["wrk", "--threads", "1", "--connections", str(case.connections),
               "--duration", f"{seconds}s", "--timeout", "10s",
               "--script", str(HERE / f"load/{case.script}.lua"), f"http://{server.address}"]
    load, busy = os.getloadavg()[0], processes.busy_seconds()
    own, used = _children_seconds(), processes.cpu_seconds(server.pid)
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    used = processes.cpu_seconds(server.pid) - used
    own, busy = _children_seconds() - own, processes.busy_seconds() - busy
    lines = [line for line in done.stdout.splitlines() if line.startswith("RESULT")]
    if not lines:
        raise RuntimeError(f"wrk failed: {done.stdout}{done.stderr}")
    requests, taken, p50, p99, longest, broken, refused = map(int, lines[0].split()[1:])
    taken /= 1e6
    return {
        "requests": requests, "per_second": requests / taken, "p50_ms": p50 / 1e3,
        "p99_ms": p99 / 1e3, "max_ms": longest / 1e3, "errors": broken + refused,
        "cpu_us": used / max(requests, 1) * 1e6, "server_cores": used / taken,
        "wrk_cores": own / taken, "other_cores": max(0, busy - used - own) / taken, "load": load}


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
