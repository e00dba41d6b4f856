"""A large data feed is imported while the shop answers."""

import json
import os
import random
import shutil
import subprocess
import time
from pathlib import Path

from . import contestants, figures, processes, records, seeds
from .callers import PACE, Callers
from .messages import say
from .servers import Server

CUSTOMERS, ORDERS = 300_000, 1_000_000
PATHS = 10_000
WORDS = """\
`oblio import` brings a data feed of {customers:,} customers and {orders:,} orders, one JSON
object of {megabytes:.0f} MB, into a shop that is served. {pace}, others ask for `info` of that
shop's older subjects: "before" is without the import. The peak of the server is the most memory
that no file backs, of the command the most that was resident."""


def run(given) -> dict:
    feed = given.work / "feed.json"
    customers, orders = (max(1, round(count * given.scale)) for count in (CUSTOMERS, ORDERS))
    write(feed, customers, orders)
    megabytes = feed.stat().st_size / 1e6
    who, measures = contestants.oblio(given), []
    for _ in range(given.rounds):
        data = seeds.copy(who.seed, given.work / "running/feed")
        try:
            with Server(who, data) as server:
                processes.wait_until_quiet(given.quiet)
                measures.append(_measure(given, server, feed, customers + orders))
            say(f"import  {measures[-1]}")
        finally:
            shutil.rmtree(data)
    feed.unlink()
    return {"customers": customers, "orders": orders, "megabytes": megabytes,
            "measures": measures}


def write(feed: Path, customers: int, orders: int):
    """People other than those of the shop; an order names one of them."""
    dice = random.Random(1)
    with feed.open("w") as file:
        file.write('{"customers": [')
        for number in range(customers):
            file.write("," * (number > 0) + json.dumps({
                "id": f"f{number}", "email": _email(number), "name": f"Name {number}",
                "city": f"City {number % 500}"}))
        file.write('], "orders": [')
        for number in range(orders):
            customer = dice.randrange(customers)
            file.write("," * (number > 0) + json.dumps({
                "id": f"f{number}", "customer": f"f{customer}", "email": _email(customer),
                "time": records.START + number, "products": [
                    {"id": dice.randrange(5_000), "quantity": 1, "price": 49.5}]}))
        file.write("]}")


def _email(number: int) -> str:
    return f"feed.{number}@mail.example"


def _measure(given, server: Server, feed: Path, count: int) -> dict:
    subjects = server.contestant.subjects
    paths = [contestants.information(0, random.randrange(subjects)) for _ in range(PATHS)]
    command = [given.oblio, "import", feed, "--shop", records.key(0), "--data", server.data]
    with Callers(server.port, paths) as callers:
        begun = time.perf_counter()
        time.sleep(given.seconds)
        start = time.perf_counter()
        with processes.Peak(server.pid) as peak:
            importer = subprocess.Popen(command, stdout=subprocess.DEVNULL)
            _, status, used = os.wait4(importer.pid, 0)
        end = time.perf_counter()
    if status != 0:
        raise RuntimeError(f"oblio import ended with status {status}")
    before, during = callers.waited(begun, start), callers.waited(start, end)
    return {"records_per_second": count / (end - start), "seconds": end - start,
            "server_peak": peak.most, "command_peak": used.ru_maxrss / 1_024,
            "load": os.getloadavg()[0],
            **{f"before {name}": value for name, value in before.items()},
            **{f"during {name}": value for name, value in during.items()}}


def render(results: dict) -> tuple[str, dict[str, str]]:
    result = results["import"]
    words = WORDS.format(**result, pace=f"{PACE[0].upper()}{PACE[1:]}")
    rows = [[name, *figures.spread(result["measures"], field), len(result["measures"])]
            for name, field in (
                ("records a second", "records_per_second"), ("seconds", "seconds"),
                ("peak of the server, MB", "server_peak"),
                ("peak of the command, MB", "command_peak"),
                ("info before, p99 ms", "before p99_ms"),
                ("info during, p99 ms", "during p99_ms"),
                ("info during, longest ms", "during max_ms"))]
    head = ["", "median", "lowest", "highest", "n"]
    return f"## A large import\n\n{words}\n\n{figures.table(head, rows)}", {}
