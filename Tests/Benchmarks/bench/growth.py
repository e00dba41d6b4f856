"""What a call costs when a shop has twenty times as many subjects."""

from . import contestants, figures, rounds
from .charts import Panel, Row, draw
from .load import Case

SMALL, LARGE = 50_000, 1_000_000
SCRIPTS = "info", "click", "forget"
WORDS = """\
One shop, with fewer and with more subjects of the same kind, all in the page cache. CPU is
measured with {connections} connections, the latency with one, so that nothing waits in a queue.
No forget meets a subject that is gone. What a forget has the server do afterwards counts as its
CPU too: the look at all files, which reads them whole."""


def run(given) -> dict:
    sizes = [max(1, round(size * given.scale)) for size in (SMALL, LARGE)]
    shops = [contestants.oblio(given, f"{size:,} subjects", shops=1, subjects=size)
             for size in sizes]
    cases = [Case(f"{name} {connections}", name, connections)
             for name in SCRIPTS for connections in (given.connections, 1)]
    return {"servers": rounds.run(given, shops, cases)}


def render(results: dict) -> tuple[str, dict[str, str]]:
    servers, about = results["growth"]["servers"], results["growth"]["about"]
    many = about["connections"]
    rows = []
    for script in SCRIPTS:
        for what, case, field in ((f"{script}, CPU µs", f"{script} {many}", "cpu_us"),
                                  (f"{script}, p50 ms", f"{script} 1", "p50_ms"),
                                  (f"{script}, p99 ms", f"{script} 1", "p99_ms")):
            every = [server["measures"][case] for server in servers.values()]
            small, large = (figures.median(measures, field) for measures in every)
            rows.append([what, small, large, f"{large / small:.2f}", len(every[0])])
    panels = [Panel(f"{script}, CPU", "µs", [
        Row(name, *figures.spread(server["measures"][f"{script} {many}"], "cpu_us"), "own")
        for name, server in servers.items()]) for script in SCRIPTS]
    note = f"Median of {about['rounds']}, line: lowest to highest. {many} connections."
    table = figures.table(["", *servers, "ratio", "n"], rows)
    return (f"## A shop that grows\n\n{WORDS.format(**about)}\n\n{table}\n\n"
            "![CPU a call by the size of the shop](charts/growth.svg)",
            {"growth.svg": draw("CPU time a call by the size of the shop", note, panels)})
