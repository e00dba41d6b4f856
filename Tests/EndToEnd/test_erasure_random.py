"""Many people live, a quarter of them is forgotten meanwhile: no byte of these is left, and the
others are unchanged to the byte.

A run prints its seed; `OBLIO_SEED` repeats it, `OBLIO_LONG_TESTS=1` plays three seeds.
"""

import json
import os
import random
import re
import secrets
import time

import pytest

from client import Client, Shop
from crowd import Forgetter, Reader, SlowReader, Writer, export, long_history
from people import Person, is_gone, occurrences, written
from receipts import reached
from server import Server, command, create_shop

SUBJECTS, FORGOTTEN, CHANGING = 6_000, 1_500, 300
HISTORY, LOOK_SECONDS = 20_000, 3
SEED = int(os.environ.get("OBLIO_SEED", secrets.randbelow(1_000_000)))
SEEDS = [SEED + number for number in range(3 if os.environ.get("OBLIO_LONG_TESTS") else 1)]


def folder_of(tmp_path, people, dice) -> tuple:
    """A data folder with one shop, into which everybody was imported in random order."""
    data = tmp_path / "data"
    keys = create_shop(data)
    arrivals = dice.sample(people, len(people))
    file = written(arrivals, dice, tmp_path / "people.jsonl")
    with file.open("a") as lines:
        for line in long_history("busy", HISTORY):
            lines.write(json.dumps(line) + "\n")
    command("import", file, "--shop", keys["key"], "--data", data, timeout=300)
    file.unlink()
    return data, keys


def watched(folders, forgetters):
    """Looks for the forgotten in all files again and again until all are forgotten."""
    while True:
        is_over = not any(one.is_alive() for one in forgetters)
        gone = {person.mark for one in forgetters for person in list(one.done)}
        assert occurrences(folders, gone) == {}, "when the answer comes nothing is left"
        if is_over:
            return
        time.sleep(LOOK_SECONDS)


def residues(client) -> int:
    """Where looks have found what a purge should have removed."""
    text = client.get("/metrics").body.decode()
    return int(re.search(r"^oblio_store_residues_total (\d+)$", text, re.MULTILINE)[1])


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_left_of_many_and_the_others_are_unchanged(tmp_path, seed):
    print(f"OBLIO_SEED={seed}")
    dice = random.Random(seed)
    people = [Person(number, dice) for number in range(SUBJECTS)]
    data, keys = folder_of(tmp_path, people, dice)
    dice.shuffle(people)
    gone, changing = people[:FORGOTTEN], people[FORGOTTEN:FORGOTTEN + CHANGING]
    still = people[FORGOTTEN + CHANGING:]
    marks = {one.mark for one in gone}
    assert set(occurrences([data], marks)) == marks, "the search must find those who are there"
    temporary, log = tmp_path / "temporary", tmp_path / "oblio.log"
    temporary.mkdir()
    folders = [data, temporary, log]
    with Server.on_folder(data, log=log, environment={"TMPDIR": str(temporary)}) as server:
        with Client(server.url) as client:
            shop = Shop.of(client, keys)
            before = {one.mark: export(shop, one) for one in still}
            before |= live_and_forget(server, keys, seed, gone, changing, folders)
            assert {one.mark: export(shop, one) for one in [*still, *changing]
                    if one.mark in before} == before
            assert all(is_gone(shop, one) for one in dice.sample(gone, 100))
            kept = [id for one in gone for id in one.orders]
            for start in range(0, len(kept), 200):
                part = kept[start:start + 200]
                assert [one["id"] for one in shop.get("orders", orders=part)["orders"]] == part
            assert residues(client) == 0, "a purge had left something, and the look has repaired it"
        assert occurrences(folders, marks) == {}
    assert occurrences(folders, marks) == {} and not any(temporary.iterdir())
    report = json.loads(command("verify", "--data", data, "--json", timeout=300))
    assert report["faults"] == [] and report["receipts"] == FORGOTTEN


def live_and_forget(server, keys, seed, gone, changing, folders) -> dict:
    """Forgets a part of the crowd amid the life of the others; returns what these hold then."""
    def arguments(name):
        return server.url, keys, f"{seed}/{name}"

    forgetters = [Forgetter(*arguments(f"forgetter {n}"), people=gone[n::2]) for n in range(2)]
    writers = [Writer(*arguments(f"writer {n}"), people=changing[n::2]) for n in range(2)]
    readers = [Reader(*arguments("reader"), people=[*gone, *changing]),
               SlowReader(*arguments("slow reader"), visitor="busy")]
    for worker in [*forgetters, *writers, *readers]:
        worker.start()
    watched(folders, forgetters)
    # The others go on: a page that a writer had kept would bring what was on it into the log again.
    time.sleep(LOOK_SECONDS)
    watched(folders, forgetters)
    for worker in [*forgetters, *writers, *readers]:
        worker.end()
    assert sum(len(one.done) for one in forgetters) == len(gone)
    shop = writers[0].shop
    for id in [id for one in forgetters for id in one.receipts]:
        reached(shop, id, "verified")
    return {mark: held for one in writers for mark, held in one.held.items()}
