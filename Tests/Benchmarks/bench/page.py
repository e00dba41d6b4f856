"""Writes Docs/benchmarks.md and its charts from the results."""

from pathlib import Path

from .sections import SECTIONS

HEAD = """# Benchmarks

Written by `scripts/bench`, which measures all of this anew. The raw figures are in
[benchmarks.json](benchmarks.json).

## How to read the figures

- **The data** are made up and the same for all: {shops} shops of {subjects:,} subjects, each with 1
  customer record, 2 visitors, 3 orders and 20 activities. They lie in the page cache.
- **The peers** (`Tests/Benchmarks/peers`) are the same small server written with what one would
  take elsewhere. They answer `info`, `click` and `forget` from four SQL tables. They have no
  audit and no receipts, their `info` answers less (the column "bytes an info"), and their `forget`
  deletes and commits, where Oblio's also leaves no byte in the database and its log before it
  answers. So Oblio with everything is compared with servers that do the least.
- **The same everywhere**: SQLite of the system (linked into Oblio and into what measures it
  alone), one file a shop, WAL, `synchronous=FULL`, `secure_delete`; a click is on disk before it
  is answered. `go-group` is `go` with what waits committed together. `nginx` gives a fixed answer:
  HTTP alone.
- **The load** comes from wrk: one thread, {connections} connections, each asking again as soon as
  it is answered. So p50 is about connections / rate, and p99 is the wait under full load, not what
  one caller alone would see. wrk runs on the same cores as the server and takes its part of them.
- **n** is how many measures stand behind a figure, which is their median. A measure takes
  {seconds} s. In each round every server is started on a fresh copy of the data and warmed up,
  which does not count; the order of the servers changes from round to round. All are measured from
  outside, by wrk (rate, latency, errors) and from /proc (CPU, memory), in the same way.
- **CPU µs** is the time that the server's own processes used, by its requests: it depends least on
  what else the machine did. **cores** is how many they used. **others** is the most that anybody
  but server and wrk used in one measure, the kernel's own work on the disk included: where it is
  high, the rate is too low.
- **Memory** is of all processes of a server: *PSS* with its part of what it shares, *private* what
  is its alone and backed by no file (mapped files are the system's cache). At rest is one second after it was ready.
- Two servers whose ranges (lowest – highest) overlap cannot be told apart by that figure.
"""


def text(results: dict) -> str:
    """The parts of the page that were measured."""
    parts = []
    for name, section in SECTIONS.items():
        if name in results:
            markdown, _ = section.render(results)
            about = results[name]["about"]
            parts.append(f"{markdown}\n\n{about['date']}: {about['rounds']} rounds of "
                         f"{about['seconds']} s, {about['threads']} threads.")
    return "\n\n".join([*parts, *_conditions(results)])


def _conditions(results: dict) -> list[str]:
    machines = dict.fromkeys(one["about"]["machine"] for one in results.values())
    versions: dict[str, dict] = {}
    for one in results.values():
        for name, version in one["about"]["versions"].items():
            versions.setdefault(name, {})[version] = None
    return ["## Machine and versions", *machines,
            ", ".join(f"{name} {' and '.join(every)}" for name, every in versions.items()) + "."]


def write(results: dict, docs: Path):
    """Writes the page and its charts."""
    charts = docs / "charts"
    charts.mkdir(parents=True, exist_ok=True)
    for name, section in SECTIONS.items():
        if name in results:
            for file, svg in section.render(results)[1].items():
                (charts / file).write_text(svg)
    about = next(iter(results.values()))["about"]
    (docs / "benchmarks.md").write_text(HEAD.format(**about) + "\n" + text(results) + "\n")
