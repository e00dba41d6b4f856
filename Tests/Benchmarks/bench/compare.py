"""Oblio beside its peers."""

from . import ceilings, contestants, figures, peers, rounds
from .charts import Panel, Row, draw
from .load import Case

TITLES = {"info": "info: all that is held about somebody", "click": "click: one activity more",
          "mixed": "mixed: 90 % info, 9 % click, 1 % forget"}


def run(given) -> dict:
    everybody = [contestants.oblio(given), *(
        one for one in peers.contestants(given, given.only) if rounds.is_working(given, one))]
    cases = [Case(name, name, given.connections) for name in given.cases]
    return {"servers": rounds.run(given, everybody, cases)}


def kind(name: str) -> str:
    return "own" if name == "oblio" else "ceiling" if name in peers.CEILINGS else "peer"


def render(results: dict) -> tuple[str, dict[str, str]]:
    servers, about = results["compare"]["servers"], results["compare"]["about"]
    cases = list(servers["oblio"]["measures"])
    parts = ["## Beside other servers", *(_case(servers, case) for case in cases), _memory(servers),
             "![Requests a second](charts/rate.svg)", "![CPU a request](charts/cpu.svg)",
             "![Latency](charts/latency.svg)", "![Memory](charts/memory.svg)"]
    place = f"{about['connections']} connections, {about['machine'].split(',')[0]}."
    note = f"Median of {about['rounds']}, line: lowest to highest. {place}"
    charts = {
        "rate.svg": draw("Requests a second (more is better)", note,
                         _panels(servers, cases, "per_second", "a second", ("own", "peer"))),
        "cpu.svg": draw("CPU time of the server a request (less is better)", note,
                        _with_sqlite(results, _panels(servers, cases, "cpu_us", "µs"))),
        "latency.svg": draw("Latency from p50 to p99 (less is better)",
                            f"Medians of {about['rounds']}. {place}", _latency(servers, cases)),
        "memory.svg": draw("Memory (less is better)", note, _memory_panels(servers)),
    }
    return "\n\n".join(parts), charts


def _case(servers: dict, case: str) -> str:
    own = figures.median(servers["oblio"]["measures"][case], "per_second")
    rows = []
    for name, server in servers.items():
        if measures := server["measures"].get(case):
            rate, low, high = figures.spread(measures, "per_second")
            rows.append([
                name, rate, f"{figures.number(low)} – {figures.number(high)}", f"{rate / own:.2f}",
                *(figures.median(measures, one) for one in ("p50_ms", "p99_ms", "cpu_us")),
                f"{figures.median(measures, 'server_cores'):.2f}",
                f"{max(one['other_cores'] for one in measures):.2f}",
                sum(one["errors"] for one in measures), len(measures)])
    head = [case, "a second", "lowest – highest", "to oblio", "p50 ms", "p99 ms", "CPU µs",
            "cores", "others", "errors", "n"]
    return f"### {TITLES[case]}\n\n{figures.table(head, rows)}"


def _memory(servers: dict) -> str:
    rows = [[name, *(figures.median(server[when], one)
                     for when in ("rest", "after") for one in ("pss", "private")),
             1_000 * sorted(server["ready_seconds"])[len(server["ready_seconds"]) // 2],
             server.get("answer_bytes"), len(server["rest"])] for name, server in servers.items()]
    head = ["", "at rest, PSS MB", "private MB", "after load, PSS MB", "private MB",
            "ready after ms", "bytes an info", "n"]
    return f"### Memory, start, size of the answer\n\n{figures.table(head, rows)}"


def _panels(servers, cases, field, unit, kinds=("own", "peer", "ceiling")) -> list[Panel]:
    return [Panel(case, unit, [
        Row(name, *figures.spread(server["measures"][case], field), kind(name))
        for name, server in servers.items()
        if case in server["measures"] and kind(name) in kinds]) for case in cases]


def _with_sqlite(results: dict, panels: list[Panel]) -> list[Panel]:
    for panel in panels:
        if "ceilings" in results and panel.head == "info":
            measures = results["ceilings"]["cases"][ceilings.INFO]
            panel.rows.append(Row("SQLite alone", *figures.spread(measures, "cpu_us"), "ceiling"))
    return panels


def _latency(servers, cases) -> list[Panel]:
    def row(name, measures):
        low, high = (figures.median(measures, one) for one in ("p50_ms", "p99_ms"))
        return Row(name, low, low, high, kind(name))

    return [Panel(case, "ms", [row(name, server["measures"][case])
                               for name, server in servers.items()
                               if case in server["measures"] and kind(name) != "ceiling"], log=True)
            for case in cases]


def _memory_panels(servers) -> list[Panel]:
    return [Panel(head, "MB", [Row(name, *figures.spread(server[when], one), kind(name))
                               for name, server in servers.items() if kind(name) != "ceiling"])
            for head, when, one in (("private, at rest", "rest", "private"),
                                    ("private, after load", "after", "private"),
                                    ("PSS, after load", "after", "pss"))]
