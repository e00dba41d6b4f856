"""Ten thousand shops on disk."""

from pathlib import Path

from . import contestants, figures, rounds, seeds
from .charts import Panel, Row, draw
from .control import make_shops
from .load import Case
from .servers import Server

SHOPS, SUBJECTS = 10_000, 20
WORDS = """\
The same number of subjects in few shops and in many. Calls are spread over the shops by a Zipf
law (s = 1): the second is called half as often as the first, the third a third as often. Ready is
the time from exec until `/ready` answers 200, with the files in the page cache."""


def run(given) -> dict:
    few = contestants.oblio(given, f"{given.shops:,} shops")
    count = max(given.shops + 1, round(SHOPS * given.scale))
    many = contestants.Contestant(
        f"{count:,} shops", contestants.serve(given), _seed(given, count), count, SUBJECTS,
        answers_when_ready="/ready")
    few.is_zipf = many.is_zipf = True
    cases = [Case(name, name, given.connections) for name in given.cases]
    return {"servers": rounds.run(given, [few, many], cases)}


def _seed(given, count: int) -> Path:
    """The data folder of so many shops; all but the first are made by a server, see control.py."""
    def make(folder: Path):
        seeds.create_shop(given.oblio, folder, 0)
        seeds.import_lines(given.oblio, folder, 0, seeds.records.objects(0, SUBJECTS))
        maker = contestants.Contestant("maker", contestants.serve(given), folder, count, SUBJECTS,
                                       answers_when_ready="/ready")
        with Server(maker, folder):
            make_shops(folder, range(1, count), SUBJECTS)

    return seeds.cached(given.work / f"oblio-{count}x{SUBJECTS}", given.oblio, make)


def render(results: dict) -> tuple[str, dict[str, str]]:
    servers, about = results["shops"]["servers"], results["shops"]["about"]
    (few, fewer), (many, more) = servers.items()
    rows = []
    for case in fewer["measures"]:
        for what, field in (("a second", "per_second"), ("p50 ms", "p50_ms"),
                            ("p99 ms", "p99_ms"), ("CPU µs", "cpu_us")):
            rows.append(_row(f"{case}, {what}", [one["measures"][case] for one in (fewer, more)],
                             field))
    for when, name in (("at rest", "rest"), ("after load", "after")):
        rows.append(_row(f"private MB {when}", [one[name] for one in (fewer, more)], "private"))
    ready = [[{"ms": 1_000 * taken} for taken in one["ready_seconds"]] for one in (fewer, more)]
    rows.append(_row("ready after ms", ready, "ms"))
    panels = [Panel(case, "a second", [
        Row(name, *figures.spread(server["measures"][case], "per_second"), "own")
        for name, server in servers.items()]) for case in fewer["measures"]]
    note = f"Median of {about['rounds']}, line: lowest to highest. Zipf, s = 1."
    table = figures.table(["", few, many, "ratio", "n"], rows)
    return (f"## Many shops\n\n{WORDS}\n\n{table}\n\n![Requests a second](charts/shops.svg)",
            {"shops.svg": draw("Requests a second by the number of shops", note, panels)})


def _row(what: str, measures: list[list[dict]], field: str) -> list:
    small, large = (figures.median(one, field) for one in measures)
    return [what, small, large, f"{large / small:.2f}", len(measures[0])]
