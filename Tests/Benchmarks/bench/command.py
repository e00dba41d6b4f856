"""The command line of scripts/bench."""

import argparse
import json
import subprocess
import tempfile
from pathlib import Path

from . import machine, page, peers, sections
from .contestants import ROOT
from .messages import say

SHOPS, SUBJECTS = 4, 50_000


def arguments(description: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--scenario", nargs="+", default=["compare", "ceilings"], metavar="NAME",
        choices=[*sections.SECTIONS, "all"],
        help="which: " + ", ".join(sections.SECTIONS) + ", all (compare and ceilings)")
    add("--only", nargs="*", default=list(peers.MAKERS), metavar="PEER", choices=list(peers.MAKERS),
        help="the peers beside oblio: " + ", ".join(peers.MAKERS))
    add("--cases", nargs="+", default=["info", "click", "mixed"],
        choices=["info", "click", "mixed"], help="what is asked for (all)")
    add("--rounds", type=int, default=3, help="how often each server is started and measured (3)")
    add("--seconds", type=int, default=10, help="of each measure (10)")
    add("--connections", type=int, default=64, help="of wrk (64)")
    add("--threads", type=int, help="that answer, or processes where those do (one a core)")
    add("--quiet", type=float, default=30, metavar="SECONDS",
        help="how long to wait before each measure for a quiet machine, at most (30)")
    add("--scale", type=float, default=1, metavar="PART",
        help="make all data that much smaller, to try the script: 0.01 (1)")
    add("--oblio", type=Path, help="the binary; else a release build is made")
    add("--peers-build", type=Path, metavar="DIR",
        help="where the Swift peers are built already; else they are built")
    add("--work", type=Path, default=Path(tempfile.gettempdir()) / "oblio-bench", metavar="DIR",
        help="where data and builds are made and kept for the next time")
    add("--docs", type=Path, default=ROOT / "Docs", metavar="DIR",
        help="where benchmarks.md, benchmarks.json and charts/ are written (Docs)")
    add("--render", type=Path, metavar="FILE",
        help="measure nothing, only write the page from these results")
    given = parser.parse_args()
    given.shops, given.subjects = SHOPS, scaled(given, SUBJECTS)
    if "all" in given.scenario:
        given.scenario = list(sections.SECTIONS)
    return given


def scaled(given: argparse.Namespace, count: int) -> int:
    return max(1, round(count * given.scale))


def release_build() -> Path:
    return Path(subprocess.check_output([ROOT / "scripts/build"], text=True).strip())


def main(description: str):
    given = arguments(description)
    if given.render:
        return page.write(json.loads(given.render.read_text()), given.docs)
    peers.need("wrk", packages=("wrk", "libsqlite3-dev", "zlib1g-dev"))
    given.oblio = (given.oblio or release_build()).resolve()
    given.work.mkdir(parents=True, exist_ok=True)
    file = given.docs / "benchmarks.json"
    results = json.loads(file.read_text()) if file.exists() else {}
    for name in given.scenario:
        say(f"== {name}")
        found = sections.SECTIONS[name].run(given)
        results[name] = {"about": machine.about(given, list(found.get("servers", []))), **found}
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(results, indent=1) + "\n")
        page.write(results, given.docs)
        print(page.text({name: results[name]}), flush=True)
