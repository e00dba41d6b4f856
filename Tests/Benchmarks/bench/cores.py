"""Oblio with one thread and with one a core."""

import os

from . import contestants, figures, rounds
from .charts import Panel, Row, draw
from .load import Case

WORDS = """\
Oblio with `--threads 1` and with one thread a core, on the data of the first table. wrk needs a
core itself, so not all of the second is there for the server: "server cores" says how much it
got."""


def run(given) -> dict:
    variants = [contestants.oblio(given, f"{threads} threads" if threads > 1 else "1 thread",
                                  threads=threads) for threads in (1, max(2, os.cpu_count()))]
    cases = [Case(name, name, given.connections) for name in given.cases]
    return {"servers": rounds.run(given, variants, cases)}


def render(results: dict) -> tuple[str, dict[str, str]]:
    servers, about = results["cores"]["servers"], results["cores"]["about"]
    one = next(iter(servers.values()))["measures"]
    rows = []
    for case in one:
        for name, server in servers.items():
            measures = server["measures"][case]
            rate = figures.median(measures, "per_second")
            rows.append([f"{case}, {name}", rate,
                         f"{rate / figures.median(one[case], 'per_second'):.2f}",
                         *(figures.median(measures, field) for field in (
                             "p50_ms", "p99_ms", "cpu_us", "server_cores")), len(measures)])
    head = ["", "a second", "to 1 thread", "p50 ms", "p99 ms", "CPU µs", "server cores", "n"]
    panels = [Panel(case, "a second", [
        Row(name, *figures.spread(server["measures"][case], "per_second"), "own")
        for name, server in servers.items()]) for case in one]
    note = f"Median of {about['rounds']}, line: lowest to highest."
    return (f"## Threads\n\n{WORDS}\n\n{figures.table(head, rows)}\n\n"
            "![Requests a second by threads](charts/cores.svg)",
            {"cores.svg": draw("Requests a second by threads", note, panels)})
