"""One subject with a very long history."""

import http.client
import os
import random
import shutil
import time
from pathlib import Path

from . import contestants, figures, processes, records, seeds
from .callers import PACE, Callers
from .messages import say
from .servers import Server

ACTIVITIES = 1_000_000
EMAIL, VISITOR = "huge@mail.example", "huge-visitor"
PATHS = 10_000
PIECE_BYTES = 1 << 16
WORDS = """\
One subject has {activities:,} activities in a shop of {subjects:,} others. Their `info` is
streamed again and again, and then they are forgotten. Meanwhile, {pace}, others ask for `info` of
other subjects of that shop; "before" is without the large one. Growth is how much more memory the
server had at most, mapped files apart, than just before."""


def run(given) -> dict:
    activities = max(1, round(ACTIVITIES * given.scale))
    who, measures = contestants.oblio(given), []
    who.seed = _seed(given, who.seed, activities)
    for _ in range(given.rounds):
        data = seeds.copy(who.seed, given.work / "running/huge")
        try:
            with Server(who, data) as server:
                processes.wait_until_quiet(given.quiet)
                measures.append(_measure(given, server))
            say(f"huge  {measures[-1]}")
        finally:
            shutil.rmtree(data)
    return {"activities": activities, "measures": measures}


def _seed(given, others: Path, activities: int) -> Path:
    def lines():
        yield {"table": "link", "visitor": VISITOR, "email": EMAIL, "time": records.START}
        for number in range(activities):
            yield {"table": "activity", "visitor": VISITOR, "type": "click",
                   "product": number % 5_000, "time": records.START + number}

    def make(folder: Path):
        seeds.run("cp", "--archive", f"{others}/.", folder)
        seeds.import_lines(given.oblio, folder, 0, lines())

    return seeds.cached(given.work / f"oblio-huge-{activities}", given.oblio, make)


def _measure(given, server: Server) -> dict:
    subjects = server.contestant.subjects
    paths = [contestants.information(0, random.randrange(subjects)) for _ in range(PATHS)]
    whom = f"?key={records.key(0)}&private_key={records.private_key(0)}&email={EMAIL}"
    found, spans = {"load": os.getloadavg()[0]}, {}
    with Callers(server.port, paths) as callers:
        start = time.perf_counter()
        time.sleep(given.seconds)
        spans["before"] = start, time.perf_counter()
        for call, at_least in (("info", given.seconds), ("forget", 0)):
            times, start = 0, time.perf_counter()
            end = start
            with processes.Peak(server.pid) as peak:
                while times == 0 or end - start < at_least:
                    found[f"{call} bytes"] = _read(server.port, f"/v2/privacy/{call}{whom}")
                    times, end = times + 1, time.perf_counter()
            spans[call] = start, end
            found[f"{call} seconds"] = (end - start) / times
            found[f"{call} growth"] = peak.most - peak.first
    for name, span in spans.items():
        found |= {f"{name} {what}": value for what, value in callers.waited(*span).items()}
    return found


def _read(port: int, path: str) -> int:
    """Reads an answer piece by piece and keeps none; returns its size."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    connection.request("GET", path)
    answer, size = connection.getresponse(), 0
    while piece := answer.read(PIECE_BYTES):
        size += len(piece)
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{path} was answered {answer.status}")
    return size


def render(results: dict) -> tuple[str, dict[str, str]]:
    result = results["huge"]
    measures = result["measures"]
    rows = [[f"{name} {what}", *(
        figures.median(measures, f"{name} {field}")
        for field in ("seconds", "growth", "p99_ms", "max_ms")),
        sum(one[f"{name} count"] for one in measures), len(measures)]
        for name, what in (("before", "them"), ("info", "of theirs"), ("forget", "of them"))]
    head = ["", "seconds", "growth MB", "others' p99 ms", "their longest ms", "their calls", "n"]
    words = WORDS.format(**result, subjects=result["about"]["subjects"], pace=PACE)
    size = f"Their `info` has {figures.median(measures, 'info bytes') / 1e6:,.1f} MB."
    return f"## A long history\n\n{words} {size}\n\n{figures.table(head, rows)}", {}
