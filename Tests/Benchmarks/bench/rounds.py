"""Measures servers one after the other, round by round, in an order that rotates."""

import json
import random
import shutil
import time

from . import processes, seeds
from .contestants import Contestant, information
from .load import Case, measure
from .messages import say
from .servers import Server

WARM_UP_SECONDS = 2
REST_SECONDS = 1
PROBES, FULL_PROBES = 20, 20


def is_working(given, who: Contestant) -> bool:
    """Whether a server starts and answers; what is wrong is said."""
    data = seeds.copy(who.seed, given.work / "running" / who.name)
    try:
        with Server(who, data) as server:
            if who.holds_records:
                probe(server)
        return True
    except RuntimeError as fault:
        say(f"{who.name} is left out: {fault}")
        return False
    finally:
        shutil.rmtree(data)


def run(given, contestants: list[Contestant], cases: list[Case]) -> dict:
    """All measures by server: {"measures": {case: […]}, "rest": […], "after": […], …}."""
    found = {one.name: {"measures": {}, "rest": [], "after": [], "ready_seconds": []}
             for one in contestants}
    for turn in range(given.rounds):
        first = turn % len(contestants)
        for one in contestants[first:] + contestants[:first]:
            data = seeds.copy(one.seed, given.work / "running" / one.name)
            try:
                with Server(one, data) as server:
                    _measure(given, server, cases, turn, found[one.name])
            finally:
                shutil.rmtree(data)
    return found


def _measure(given, server: Server, cases: list[Case], turn: int, found: dict):
    who, forgotten = server.contestant, 0
    time.sleep(REST_SECONDS)
    found["ready_seconds"].append(server.ready_seconds)
    found["rest"].append(processes.memory(server.pid))
    if who.holds_records:
        found["answer_bytes"] = probe(server)
    measure(server, Case("warm-up", "info", given.connections), WARM_UP_SECONDS, 1_000 + turn)
    for number, case in enumerate(cases):
        if not who.holds_records and case.script != "info":
            continue
        seeds.warm(server.data)
        processes.wait_until_quiet(given.quiet)
        seen = measure(server, case, given.seconds, turn * 10 + number + 1, forgotten)
        if case.script in ("forget", "mixed"):
            forgotten += seen["requests"]
        found["measures"].setdefault(case.name, []).append(seen)
        say(f"round {turn + 1}  {who.name:14} {case.name:8} {seen['per_second']:8.0f}/s"
            f"  p50 {seen['p50_ms']:7.2f} ms  p99 {seen['p99_ms']:8.2f} ms"
            f"  {seen['cpu_us']:6.0f} us  errors {seen['errors']}"
            f"  others {seen['other_cores']:.2f} cores")
    found["after"].append(processes.memory(server.pid))


def probe(server: Server) -> float:
    """Subjects at random must be answered in full, else the figures would mean nothing: who is
    not known gets a right, fast and empty answer. Returns the mean size of the full answers."""
    who, sizes = server.contestant, []
    for _ in range(PROBES):
        path = information(random.randrange(who.shops), random.randrange(who.subjects))
        status, body = server.get(path)
        answer = json.loads(body) if status == 200 else {}
        if len(answer.get("orders", [])) == 3 and len(answer.get("activity", [])) >= 20:
            sizes.append(len(body))
    if len(sizes) < FULL_PROBES:
        raise RuntimeError(f"{who.name}: only {len(sizes)} of {PROBES} subjects are there in full")
    return sum(sizes) / len(sizes)
