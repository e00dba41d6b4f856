"""What SQLite does alone, in one process of C on the same data."""

import json
import os
import shutil
import subprocess
from pathlib import Path

from . import figures, processes, seeds
from .contestants import HERE
from .messages import say
from .peers import need

INFO = "info, 1 thread"
WORDS = """\
The queries of the peers' `info`, and commits of clicks, in one process of C without HTTP and
JSON. A thread commits in a shop of its own."""


def run(given) -> dict:
    """The measures of each case."""
    need("gcc", packages=("gcc", "libc6-dev", "libsqlite3-dev"))
    info, commit = (_compiled(given.work, name) for name in ("info", "commit"))
    seed = seeds.for_peers(given.work, given.shops, given.subjects)
    data = seeds.copy(seed, given.work / "running/ceilings")
    shops, subjects, seconds = map(str, (given.shops, given.subjects, given.seconds))
    cases = {INFO: ([info, data, shops, subjects, seconds], {}),
             "info, 1 thread, 256 MB of cache a shop":
                 ([info, data, shops, subjects, seconds], {"CACHE_KB": "256000"})}
    for threads in dict.fromkeys(("1", shops)):
        for rows in ("1", "100"):
            cases[f"commit of {rows}, {threads} thread{'s' * (threads != '1')}"] = (
                [commit, data, threads, rows, seconds], {})
    found = {name: [] for name in cases}
    try:
        for _ in range(given.rounds):
            for name, (command, environment) in cases.items():
                seeds.warm(data)
                processes.wait_until_quiet(given.quiet)
                output = subprocess.check_output(command, env={**os.environ, **environment})
                found[name].append(json.loads(output))
                say(f"sqlite  {name}: {output.decode().strip()}")
    finally:
        shutil.rmtree(data)
    return {"cases": found}


def render(results: dict) -> tuple[str, dict[str, str]]:
    rows = []
    for name, measures in results["ceilings"]["cases"].items():
        rate = "per_s" if name.startswith("info") else "commits_per_s"
        rows.append([name, figures.median(measures, rate), *(
            figures.median(measures, one)
            for one in ("rows_per_s", "cpu_us", "p50_ms", "p99_ms")), len(measures)])
    head = ["", "a second", "rows a second", "CPU µs", "p50 ms", "p99 ms", "n"]
    return f"## SQLite alone\n\n{WORDS}\n\n{figures.table(head, rows)}", {}


def _compiled(work: Path, name: str) -> Path:
    program = work / f"ceiling-{name}"
    source = HERE / f"ceilings/{name}.c"
    subprocess.run(["gcc", "-O2", "-Wall", "-o", program, source, "-l:libsqlite3.a", "-lm", "-lpthread"],
                   check=True)
    return program
